import { Notice } from "#components/frame/notice.tsx";
import { SearchForm } from "#components/search/search-form.tsx";

/** No incident has the address. */
export function NoIncident() {
  return (
    <Notice title="There is no such incident">
      <p className="max-w-[68ch] text-soft">
        No incident has this address, or nothing is known of it at the minute that the address asks for: it was not on
        record yet, or that minute is still to come. See <a href="/incidents">all incidents</a>, or look for the
        service.
      </p>
      <SearchForm />
    </Notice>
  );
}
