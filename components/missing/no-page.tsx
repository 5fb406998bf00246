import { Notice } from "#components/frame/notice.tsx";
import { SearchForm } from "#components/search/search-form.tsx";

/** There is nothing at an address. */
export function NoPage() {
  return (
    <Notice title="There is no page at this address">
      <p className="max-w-[68ch] text-soft">
        It may have been mistyped. Incident records and service pages never move: if a link from elsewhere led here, the
        link is wrong.
      </p>
      <SearchForm />
    </Notice>
  );
}
