"use client";

import { Dateline } from "#components/frame/dateline.tsx";
import { useLiveService } from "#components/live/live-service.tsx";
import type { StreamStatus } from "#components/live/stream.ts";

/** Short enough to stand beside the time on a phone: a line that came with hydration would move the page. */
const WORDS: Readonly<Record<StreamStatus, string>> = { waiting: "", live: "Live", lost: "Not live now" };

/** When the figures of a service's page were true, and whether they follow by themselves. */
export function LiveDateline() {
  const { live, status } = useLiveService();
  return (
    <Dateline asOf={live.asOf}>
      <span role="status">{WORDS[status]}</span>
    </Dateline>
  );
}
