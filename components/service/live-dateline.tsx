"use client";

import { Dateline } from "#components/frame/dateline.tsx";
import { useLiveService } from "#components/live/live-service.tsx";
import { StreamNote } from "#components/live/stream-note.tsx";

/** When the figures of a service's page were true, and whether they follow by themselves. */
export function LiveDateline() {
  const { live, status } = useLiveService();
  return (
    <Dateline asOf={live.asOf}>
      <StreamNote status={status} />
    </Dateline>
  );
}
