"use client";

import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { keepStream, type StreamStatus } from "#components/live/stream.ts";
import type { HomeFrame } from "#lib/live/live-frame.ts";
import { parseHomeFrame } from "#lib/live/parse-live.ts";

interface HomeStream {
  readonly frame: HomeFrame | null;
  readonly status: StreamStatus;
}

const HomeContext = createContext<HomeStream>({ frame: null, status: "waiting" });

/** The newest frame of the home page's stream; null before the first, and on pages without that stream. */
export function useHomeFrame(): HomeFrame | null {
  return useContext(HomeContext).frame;
}

/** Whether the home page's frames come. */
export function useHomeStatus(): StreamStatus {
  return useContext(HomeContext).status;
}

/** Keeps the lists in it up to date. Rows stay where they are, so that nothing moves away under a finger; what is new is named above them. */
export function LiveHome({ children }: { children: ReactNode }) {
  const [frame, setFrame] = useState<HomeFrame | null>(null);
  const [status, setStatus] = useState<StreamStatus>("waiting");
  useEffect(() => {
    const take = (data: string) => {
      const next = parseHomeFrame(data);
      if (next !== null) setFrame(next);
    };
    return keepStream("/api/v1/live", { onSnapshot: take, onFrame: take, onStatus: setStatus });
  }, []);
  const stream = useMemo(() => ({ frame, status }), [frame, status]);
  return <HomeContext value={stream}>{children}</HomeContext>;
}
