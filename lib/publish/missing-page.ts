/**
 * How a page says that there is nothing at its address. Next's own way (`notFound`) leaves the page blank until its script runs; so the
 * page is rendered like any other with this among its metadata, and the front answers it with 404.
 */
export const MISSING_PAGE = { "page-status": "404" } as const;

/** The same as it stands in the page's head. Texts in a page are escaped: none of them reads like this. */
const MARK = '<meta name="page-status" content="404"/>';

/** The status of a page that Next rendered with `status`. */
export function pageStatus(status: number, html: string): number {
  return status === 200 && html.includes(MARK) ? 404 : status;
}
