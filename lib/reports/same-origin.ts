/** The headers by which a browser says where a request comes from. */
export interface OriginHeaders {
  readonly secFetchSite: string | undefined;
  readonly origin: string | undefined;
  readonly host: string | undefined;
}

/**
 * May this request report? Yes from our own pages, and from programs that are not a browser (they send
 * neither header). No from other sites and from opaque origins, so that no page can make its readers report.
 */
export function mayReport(headers: OriginHeaders, publicUrl: string): boolean {
  const { secFetchSite, origin, host } = headers;
  if (secFetchSite !== undefined && secFetchSite !== "same-origin" && secFetchSite !== "none") return false;
  if (origin === undefined) return true;
  return origin === publicUrl || (host !== undefined && (origin === `http://${host}` || origin === `https://${host}`));
}
