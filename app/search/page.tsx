import type { Metadata } from "next";
import { pageMetadata } from "#app/page-metadata.ts";
import { type Query, queryValue } from "#app/query.ts";
import { Dateline } from "#components/frame/dateline.tsx";
import { SearchBox } from "#components/search/search-box.tsx";
import { MOST_RESULTS, SearchResults } from "#components/search/search-results.tsx";
import { readServices } from "#lib/live/read-services.ts";

/** A longer query finds nothing more. */
const MAX_QUERY = 80;

interface SearchProps {
  readonly searchParams: Query;
}

async function queryOf(searchParams: Query): Promise<string | undefined> {
  return (await queryValue(searchParams, "q"))?.slice(0, MAX_QUERY);
}

/** The title names what is searched for, so that tabs, history and screen readers tell searches apart; previews of links do not, which anybody can make. */
export async function generateMetadata({ searchParams }: SearchProps): Promise<Metadata> {
  const query = await queryOf(searchParams);
  const description = "Find a service and see whether others have problems with it too.";
  const page = pageMetadata({ title: "Search", description, path: "/search" });
  return { ...page, title: query === undefined ? "Search" : `Search: ${query}`, robots: { index: false } };
}

export default async function SearchPage({ searchParams }: SearchProps) {
  const query = await queryOf(searchParams);
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
