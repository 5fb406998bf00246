import { ServiceList } from "#components/services/service-list.tsx";
import type { ServicesSnapshot } from "#lib/live/snapshot.ts";

interface SearchResultsProps {
  readonly query: string;
  readonly found: ServicesSnapshot;
}

/** What a search found, best first, each with how it is now. */
export function SearchResults({ query, found }: SearchResultsProps) {
  const count = found.services.length;
  return (
    <section aria-labelledby="results" className="mt-8">
      <h2 id="results" className="sr-only">
        Results
      </h2>
      <p role="status" className="border-t-2 border-ink pt-3 text-soft">
        {count === 0
          ? `No service matches “${query}”. Try a shorter part of its name.`
          : `${count === 1 ? "One service matches" : `${count} services match`} “${query}”.`}
      </p>
      {count === 0 ? (
        <p className="mt-4">
          <a href="/#categories">See all services by category</a>
        </p>
      ) : (
        <ServiceList services={found.services} nowMs={found.asOf} />
      )}
    </section>
  );
}
