import { useSyncExternalStore } from "react";
import { parseTimeZone } from "#lib/buckets/wall-time.ts";

const NEVER_CHANGES = () => () => undefined;

/** The browser's own time zone. One that cannot tell its system's says none, or "Etc/Unknown", in which no time can be written: UTC then. */
export function readerZone(): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions() as { readonly timeZone?: string };
  return parseTimeZone(timeZone ?? "") ?? "UTC";
}

let held: string | null = null;

/** Asked once: every time on a page needs it, at every render. */
function heldZone(): string {
  held ??= readerZone();
  return held;
}

/** The reader's IANA time zone. UTC on the server, whose pages are shared by all readers, and until hydration. */
export function useReaderZone(): string {
  return useSyncExternalStore(NEVER_CHANGES, heldZone, () => "UTC");
}
