"use client";

import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import type { LiveState } from "#components/live/live-state.ts";

interface LiveValue {
  readonly live: LiveState;
  /** Sets the count of the last 15 minutes, as the answer to a report gives it, without waiting for the stream. */
  readonly setReports15: (reports15: number) => void;
}

const LiveContext = createContext<LiveValue | null>(null);

/** What moves on a service's page. Throws outside of LiveService. */
export function useLiveService(): LiveValue {
  const value = useContext(LiveContext);
  if (value === null) throw new Error("useLiveService is used outside of LiveService");
  return value;
}

interface LiveServiceProps {
  readonly slug: string;
  readonly initial: LiveState;
  readonly children: ReactNode;
}

/** Holds what moves on a service's page: as the server rendered it, then as the stream tells it. */
export function LiveService({ initial, children }: LiveServiceProps) {
  const [live, setLive] = useState(initial);
  const value = useMemo(
    () => ({ live, setReports15: (reports15: number) => setLive((before) => ({ ...before, reports15 })) }),
    [live],
  );
  return <LiveContext value={value}>{children}</LiveContext>;
}
