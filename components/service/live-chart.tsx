"use client";

import type { ReactNode } from "react";
import { ChartBox } from "#components/chart/chart-box.tsx";
import { useLiveService } from "#components/live/live-service.tsx";
import type { Minute } from "#lib/buckets/minute.ts";
import type { IncidentSummary, Mode } from "#lib/live/snapshot.ts";

interface LiveChartProps {
  readonly incidents: readonly IncidentSummary[];
  readonly official: readonly Minute[];
  readonly mode: Mode;
  readonly title: string;
  readonly children: ReactNode;
}

/** The chart of a service's page, which follows the stream. */
export function LiveChart({ children, ...chart }: LiveChartProps) {
  const { live } = useLiveService();
  return (
    <ChartBox series={live.series} asOf={live.asOf} {...chart}>
      {children}
    </ChartBox>
  );
}
