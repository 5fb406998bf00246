"use client";

import { Dateline } from "#components/frame/dateline.tsx";
import { useHomeFrame, useHomeStatus } from "#components/live/live-home.tsx";
import { StreamNote } from "#components/live/stream-note.tsx";

/** When the home page's figures were true, and whether they follow by themselves. */
export function HomeDateline({ asOf }: { asOf: number }) {
  return (
    <Dateline asOf={useHomeFrame()?.asOf ?? asOf}>
      <StreamNote status={useHomeStatus()} />
    </Dateline>
  );
}
