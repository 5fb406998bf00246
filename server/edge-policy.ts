import { RANGE_KEYS } from "#lib/live/range.ts";
import { THEMES } from "#lib/publish/embed-options.ts";
import { PICTURE_TYPES } from "#lib/publish/picture-options.ts";
import { OPEN_HEADERS } from "#server/cross-origin.ts";

/** What the edge cache may do with an answer, read from its own Cache-Control (RFC 9111, RFC 5861). Seconds. */
export interface Freshness {
  readonly sMaxAge: number;
  readonly staleWhileRevalidate: number;
  readonly staleIfError: number;
}

/** Pages say nothing themselves, for Next writes `no-store` on everything dynamic: this is what they are worth. */
export const pageCacheControl = "public, max-age=0, s-maxage=2, stale-while-revalidate=10, stale-if-error=86400";

/** What Next says of every file of public/: it is to be asked for again at each use. */
const FILE = "public, max-age=0";
const WEEK = 604_800;
const DAY = 86_400;

/**
 * What an answer of Next that is no page is worth. Files of public/ change with a release only, and with it the process that
 * keeps them: kept once, they are there however busy Next is. A browser keeps a font for a week, and a script, which
 * belongs to the pages of its release, for five minutes.
 */
export function fileCacheControl(target: string, given: string | undefined): string | undefined {
  if (given !== FILE) return given;
  if (target.startsWith("/fonts/")) return `public, max-age=${WEEK}, stale-if-error=${DAY}`;
  return `public, max-age=300, s-maxage=${WEEK}, stale-if-error=${DAY}`;
}

/** The scripts of embeds run in articles, and in frames that have no origin of their own. */
export function fileOpenness(target: string): Readonly<Record<string, string>> {
  return target.startsWith("/embed/") ? OPEN_HEADERS : {};
}

/** Null: not to be stored. */
export function readFreshness(cacheControl: string | undefined): Freshness | null {
  const directives = new Map(
    (cacheControl ?? "").split(",").map((part) => {
      const [name = "", value = ""] = part.trim().toLowerCase().split("=");
      return [name, value] as const;
    }),
  );
  if (["no-store", "private", "no-cache"].some((name) => directives.has(name))) return null;
  const seconds = (name: string) => {
    const text = directives.get(name);
    return text !== undefined && /^\d+$/.test(text) ? Number(text) : 0;
  };
  const sMaxAge = directives.has("s-maxage") ? seconds("s-maxage") : seconds("max-age");
  return sMaxAge === 0
    ? null
    : { sMaxAge, staleWhileRevalidate: seconds("stale-while-revalidate"), staleIfError: seconds("stale-if-error") };
}

const API = /^\/api\/v1\//;
const DATA_FILE = /^\/(?:status\/[^/]+\.(?:csv|json)|incidents\/[^/]+\.(?:csv|json|zip))$/;

/** Whether a path is one of a file of data, of a service or an incident. */
export function isDataFile(path: string): boolean {
  return DATA_FILE.test(path);
}

/** Which query keys an address knows: every other one is dropped, where it is not refused, or any visitor could fill the cache with copies of one page. */
const knownKeys: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^\/search$/, ["q"]],
  [/^\/status\/[^/]+\.[a-z]+$/, ["imType", "theme", "range", "tz", "lang"]],
  [/^\/status\/[^/]+$/, ["range", "reported"]],
  [/^\/incidents$/, ["service", "cursor"]],
  [/^\/incidents\/[^/]+\.[a-z]+$/, ["imType", "theme", "tz", "lang", "asof"]],
  [/^\/incidents\/[^/]+$/, ["asof", "lang", "tz"]],
  [/^\/api\/v1\/services$/, ["q", "category", "state", "limit", "cursor"]],
  [/^\/api\/v1\/services\/[^/]+$/, ["range"]],
  [/^\/api\/v1\/services\/[^/]+\/series$/, ["from", "to", "range", "step", "tz", "facet", "limit"]],
  [/^\/api\/v1\/incidents$/, ["service", "open", "corrected", "from", "to", "limit", "cursor"]],
  [/^\/api\/v1\/incidents\/[^/]+$/, ["asof", "lang", "tz"]],
  [/^\/api\/oembed$/, ["url", "maxwidth", "maxheight", "format"]],
  [/^\/embed\//, ["theme", "range", "tz", "lang", "parts", "transparent", "static", "fit", "from", "to", "asof"]],
];

/** Options of pages, embeds and pictures that have a few values: any other is the default, and must be no further copy of it. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  range: RANGE_KEYS,
  theme: THEMES,
  imType: Object.keys(PICTURE_TYPES),
  reported: ["counted", "repeat"],
};

/** Of a page's key the values that say something: the first, as the pages read it, if it is one of those that there are. */
function saying(key: string, values: readonly string[]): readonly string[] {
  const [first] = values;
  const known = VALUES[key];
  if (known === undefined) return values;
  return first !== undefined && known.includes(first) ? [first] : [];
}

/** Letters, digits and -._~ in disguise: the same address to everybody (RFC 3986, 6.2.2.2), and here one key. */
const DISGUISED = /%(2d|2e|3\d|4[1-9a-f]|5[0-9a]|5f|6[1-9a-f]|7[0-9a]|7e)/gi;

/** Null for what is not an address of ours: another form of the same path must not get past a rule. */
export function parseTarget(target: string): URL | null {
  const [path = ""] = target.split("?", 1);
  if (!target.startsWith("/") || path.includes("//") || path.includes("\\") || /%00|%2f|%5c/i.test(path)) return null;
  try {
    decodeURIComponent(path);
    return new URL(path.replace(DISGUISED, decodeURIComponent) + target.slice(path.length), "http://front");
  } catch {
    return null;
  }
}

/** Path and known query keys in one fixed order: the cache's key and the address that the origin sees. */
export function canonicalTarget(url: URL): string {
  const keys = knownKeys.find(([pattern]) => pattern.test(url.pathname))?.[1] ?? [];
  const query = new URLSearchParams();
  // The API and the files of data refuse what they do not know by name, and a refusal is not kept.
  const isStrict = API.test(url.pathname) || isDataFile(url.pathname);
  for (const key of keys) {
    const values = url.searchParams.getAll(key);
    for (const value of isStrict ? values : saying(key, values)) query.append(key, value);
  }
  if (isStrict) for (const [key, value] of url.searchParams) if (!keys.includes(key)) query.append(key, value);
  const text = query.toString();
  return text === "" ? url.pathname : `${url.pathname}?${text}`;
}
