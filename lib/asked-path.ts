/**
 * The header in which the front tells a page at which path it was asked for: a layout is not told by Next, and a script that knows it
 * would be loaded on every page.
 */
export const ASKED_PATH = "x-asked-path";

/** What it says of a request's target. */
export function askedPath(target: string): string {
  return target.split("?", 1)[0] ?? "";
}
