"use client";

import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { keepStream } from "#components/live/stream.ts";
import type { HomeFrame } from "#lib/live/live-frame.ts";
import { parseHomeFrame } from "#lib/live/parse-live.ts";

const HomeContext = createContext<HomeFrame | null>(null);

/** The newest frame of the home page's stream; null before the first, and on pages without that stream. */
export function useHomeFrame(): HomeFrame | null {
  return useContext(HomeContext);
}

/** Keeps the lists in it up to date. Rows stay where they are, so that nothing moves away under a finger; what is new is named above them. */
export function LiveHome({ children }: { children: ReactNode }) {
  const [frame, setFrame] = useState<HomeFrame | null>(null);
  useEffect(() => {
    const take = (data: string) => {
      const next = parseHomeFrame(data);
      if (next !== null) setFrame(next);
    };
    return keepStream("/api/v1/live", { onSnapshot: take, onFrame: take, onStatus: () => undefined });
  }, []);
  return <HomeContext value={frame}>{children}</HomeContext>;
}
