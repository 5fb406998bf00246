import { Notice } from "#components/frame/notice.tsx";
import { SearchForm } from "#components/search/search-form.tsx";

interface NoServiceProps {
  /** What was looked for, by the words of the address. */
  readonly query: string;
  /** What comes near it, best first. */
  readonly near: readonly { readonly slug: string; readonly name: string }[];
}

/** The catalogue has no service of the address: it is taken as what was looked for. */
export function NoService({ query, near }: NoServiceProps) {
  return (
    <Notice title="We do not watch this service">
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
    </Notice>
  );
}
