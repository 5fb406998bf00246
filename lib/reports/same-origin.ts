/** The headers by which a browser says where a request comes from. */
export interface OriginHeaders {
  readonly secFetchSite: string | undefined;
  readonly origin: string | undefined;
  readonly host: string | undefined;
}

/** Names that nobody else can give to our address: an IP address, localhost, a name of the local network. */
const OWN_NAME = /^(\d{1,3}(\.\d{1,3}){3}|\[[0-9a-f:.]+\]|[a-z0-9-]+)(:\d{1,5})?$/i;

/**
 * Is it our own page under another name than the public one? A name of the DNS can be made to lead here by whoever owns it, with a page of
 * theirs before it: it is believed only while the operator has named no public address.
 */
function isOwnPage(origin: string, host: string | undefined, publicUrl: string): boolean {
  if (host === undefined || (origin !== `http://${host}` && origin !== `https://${host}`)) return false;
  return OWN_NAME.test(host) || OWN_NAME.test(new URL(publicUrl).host);
}

/**
 * May this request report? Yes from our own pages, and from programs that are not a browser (they send
 * neither header). No from other sites and from opaque origins, so that no page can make its readers report.
 */
export function mayReport(headers: OriginHeaders, publicUrl: string): boolean {
  const { secFetchSite, origin, host } = headers;
  if (secFetchSite !== undefined && secFetchSite !== "same-origin" && secFetchSite !== "none") return false;
  return origin === undefined || origin === publicUrl || isOwnPage(origin, host, publicUrl);
}
