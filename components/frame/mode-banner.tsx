import type { Mode } from "#lib/live/snapshot.ts";
import { modeNotice } from "#lib/publish/state-words.ts";

/** Stands on every page whose data is not live, so that no screenshot of it passes for news. */
export function ModeBanner({ mode }: { mode: Mode }) {
  const notice = modeNotice(mode);
  if (notice === null) return null;
  return (
    <aside aria-label="Kind of data" className="bg-ink text-paper">
      <p className="mx-auto max-w-6xl px-4 py-2 text-small font-medium md:px-6">{notice.long}</p>
    </aside>
  );
}
