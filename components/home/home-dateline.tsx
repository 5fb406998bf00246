"use client";

import { Dateline } from "#components/frame/dateline.tsx";
import { useHomeFrame } from "#components/live/live-home.tsx";

/** When the home page's figures were true; moves on with the stream. */
export function HomeDateline({ asOf }: { asOf: number }) {
  const frame = useHomeFrame();
  return <Dateline asOf={frame?.asOf ?? asOf}>{frame === null ? null : "Live"}</Dateline>;
}
