/** Where the newsroom's files are: pictures, data, feeds, badges and oEmbed. Apart from what makes them, which a front loads after it listens. */
export const SERVICE_FILE = /^\/status\/([^/]+)\.(png|svg|csv|json)$/;
export const INCIDENT_FILE = /^\/incidents\/([^/]+)\.(png|svg|csv|json|zip)$/;
export const FEED = /^(?:\/status\/([^/]+))?\/incidents\.(atom|rss|json)$/;
export const BADGE = /^\/status\/([^/]+)\/(badge\.svg|shields\.json)$/;
export const OEMBED = "/api/oembed";
export const SITEMAP = "/sitemap.xml";
export const ROBOTS = "/robots.txt";

/** Whether a path is one of the newsroom's, which are answered by the front and not by a page. */
export function isNewsroomPath(path: string): boolean {
  return (
    [OEMBED, SITEMAP, ROBOTS].includes(path) ||
    [SERVICE_FILE, INCIDENT_FILE, FEED, BADGE].some((pattern) => pattern.test(path))
  );
}
