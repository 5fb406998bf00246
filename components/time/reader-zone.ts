import { useSyncExternalStore } from "react";

const NEVER_CHANGES = () => () => undefined;

/** The reader's IANA time zone. UTC on the server, whose pages are shared by all readers, and until hydration. */
export function useReaderZone(): string {
  return useSyncExternalStore(
    NEVER_CHANGES,
    () => new Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => "UTC",
  );
}
