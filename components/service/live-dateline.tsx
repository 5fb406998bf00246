"use client";

import { Dateline } from "#components/frame/dateline.tsx";
import { useLiveService } from "#components/live/live-service.tsx";

/** When the figures of a service's page were true, and whether they follow by themselves. */
export function LiveDateline() {
  const { live, status } = useLiveService();
  return (
    <Dateline asOf={live.asOf}>
      {status === "live" ? "Live: updates by itself." : null}
      {status === "lost" ? "Live updates are interrupted; trying again." : null}
    </Dateline>
  );
}
