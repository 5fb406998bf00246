import { INK_BUTTON } from "#components/frame/button-classes.ts";

interface SearchFormProps {
  /** What is searched for already. */
  readonly query?: string;
}

/** The search without suggestions, for pages that must stand without any script of their own. */
export function SearchForm({ query = "" }: SearchFormProps) {
  return (
    <search className="block max-w-2xl">
      <form action="/search" method="get" className="flex border-2 border-ink bg-field">
        <input
          type="search"
          name="q"
          aria-label="Search for a service"
          placeholder="Search for a service"
          defaultValue={query}
          maxLength={80}
          className="min-h-14 w-full min-w-0 grow bg-transparent px-4 text-lead placeholder:text-soft"
        />
        <button type="submit" className={`shrink-0 px-4 ${INK_BUTTON}`}>
          Search
        </button>
      </form>
    </search>
  );
}
