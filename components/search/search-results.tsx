import { ServiceList } from "#components/services/service-list.tsx";
import type { ServicesSnapshot } from "#lib/live/snapshot.ts";

interface SearchResultsProps {
  readonly query: string;
  readonly found: ServicesSnapshot;
}

/** More are no answer any more. Who shows these asks for one more, to know whether they are all. */
export const MOST_RESULTS = 50;

function countWords(count: number, query: string): string {
  if (count === 0) return `No service matches “${query}”. Try a shorter part of its name.`;
  if (count === 1) return `One service matches “${query}”.`;
  if (count <= MOST_RESULTS) return `${count} services match “${query}”.`;
  return `The first ${MOST_RESULTS} services that match “${query}”. Type more of the name to find others.`;
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
        {countWords(count, query)}
      </p>
      {count === 0 ? (
        <p className="mt-4">
          <a href="/#categories">See all services by category</a>
        </p>
      ) : (
        <ServiceList services={found.services.slice(0, MOST_RESULTS)} nowMs={found.asOf} />
      )}
    </section>
  );
}
