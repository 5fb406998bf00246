import type { Metadata } from "next";
import { Notice } from "#components/frame/notice.tsx";
import { SearchForm } from "#components/search/search-form.tsx";

export const metadata: Metadata = { title: "No such page" };

export default function NotFound() {
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
