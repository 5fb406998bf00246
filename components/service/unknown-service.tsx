"use client";

import { usePathname } from "next/navigation";
import { useEffect, useState } from "react";
import { fetchSuggestions } from "#components/search/fetch-suggestions.ts";
import { SearchForm } from "#components/search/search-form.tsx";
import type { Suggestion } from "#components/search/suggestions.ts";
import { addressWords } from "#components/service/address-words.ts";

/** Takes the unknown address as what was looked for: fills the search with it and, where script runs, names what comes near. */
export function UnknownService() {
  const query = addressWords(usePathname());
  const [near, setNear] = useState<readonly Suggestion[]>([]);
  useEffect(() => {
    const abort = new AbortController();
    void fetchSuggestions(query, abort.signal).then(setNear);
    return () => abort.abort();
  }, [query]);
  return (
    <>
      <p className="max-w-[68ch] text-soft">
        Nothing in the catalogue has this address. Search for it under another name, or see{" "}
        <a href="/#categories">all services by category</a>.
      </p>
      <SearchForm query={query} />
      {near.length > 0 ? (
        <section aria-labelledby="near">
          <h2 id="near" className="text-lead">
            Did you mean
          </h2>
          <ul>
            {near.map((service) => (
              <li key={service.slug}>
                <a href={`/status/${service.slug}`} className="inline-flex min-h-11 items-center">
                  {service.name}
                </a>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}
