"use client";

import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { type PackedSeries, unpackSeries } from "#components/chart/packed-series.ts";
import { keepStream, type StreamStatus } from "#components/live/stream.ts";
import { applyFrame, applySnapshot, type LivePage } from "#lib/live/apply-frame.ts";
import { parseFrame, parseSnapshot } from "#lib/live/parse-live.ts";
import type { RangeKey } from "#lib/live/range.ts";

interface LiveValue {
  readonly live: LivePage;
  readonly status: StreamStatus;
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
  readonly range: RangeKey;
  readonly initial: Omit<LivePage, "series"> & { readonly series: PackedSeries };
  /** False where nothing comes any more: no stream is asked for then. */
  readonly isMoving?: boolean;
  readonly children: ReactNode;
}

/** Holds what moves on a service's page: as the server rendered it, then as the stream tells it. */
export function LiveService({ slug, range, initial, isMoving = true, children }: LiveServiceProps) {
  const [live, setLive] = useState<LivePage>(() => ({ ...initial, series: unpackSeries(initial.series) }));
  const [status, setStatus] = useState<StreamStatus>("waiting");
  useEffect(() => {
    if (!isMoving) return;
    return keepStream(`/api/v1/services/${slug}/live?range=${range}`, {
      onSnapshot: (data) => {
        const snapshot = parseSnapshot(data);
        if (snapshot !== null) setLive((before) => applySnapshot(before, snapshot));
      },
      onFrame: (data) => {
        const frame = parseFrame(data);
        if (frame !== null) setLive((before) => applyFrame(before, frame));
      },
      onStatus: setStatus,
    });
  }, [slug, range, isMoving]);
  const value = useMemo(
    () => ({
      live,
      status,
      setReports15: (reports15: number) => setLive((before) => ({ ...before, reports15 })),
    }),
    [live, status],
  );
  return <LiveContext value={value}>{children}</LiveContext>;
}
