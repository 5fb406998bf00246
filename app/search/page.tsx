import type { Metadata } from "next";
import { pageMetadata } from "#app/page-metadata.ts";
import { type Query, queryValue } from "#app/query.ts";
import { Dateline } from "#components/frame/dateline.tsx";
import { SearchBox } from "#components/search/search-box.tsx";
import { MOST_RESULTS, SearchResults } from "#components/search/search-results.tsx";
import { readServices } from "#lib/live/read-services.ts";

export function generateMetadata(): Metadata {
  const description = "Find a service and see whether others have problems with it too.";
  return { ...pageMetadata({ title: "Search", description, path: "/search" }), robots: { index: false } };
}

/** A longer query finds nothing more. */
const MAX_QUERY = 80;

export default async function SearchPage({ searchParams }: { searchParams: Query }) {
  const query = (await queryValue(searchParams, "q"))?.slice(0, MAX_QUERY);
  const found = query === undefined ? null : await readServices({ q: query, limit: MOST_RESULTS + 1 });
  return (
    <>
      {found === null ? null : <Dateline asOf={found.asOf} />}
      <h1 className="mb-6 mt-8 text-head md:text-display">Search</h1>
      <div className="max-w-2xl">
        <SearchBox query={query ?? ""} />
      </div>
      {found === null || query === undefined ? (
        <p className="mt-4 max-w-[68ch] text-soft">
          By its name, also by a short or an older one, and typed roughly. Or see{" "}
          <a href="/#categories">all services by category</a>.
        </p>
      ) : (
        <SearchResults query={query} found={found} />
      )}
    </>
  );
}
