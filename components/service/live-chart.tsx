"use client";

import type { ReactNode } from "react";
import { ChartBox } from "#components/chart/chart-box.tsx";
import { useLiveService } from "#components/live/live-service.tsx";
import { incidentsNow } from "#components/service/incidents-now.ts";
import type { Minute } from "#lib/buckets/minute.ts";
import type { Mode } from "#lib/live/snapshot.ts";
import type { ChartIncident } from "#lib/publish/chart-spans.ts";

interface LiveChartProps {
  readonly incidents: readonly ChartIncident[];
  readonly official: readonly Minute[];
  readonly mode: Mode;
  readonly title: string;
  readonly children: ReactNode;
}

/** The chart of a service's page, which follows the stream. */
export function LiveChart({ children, incidents, ...chart }: LiveChartProps) {
  const { live } = useLiveService();
  return (
    <ChartBox series={live.series} asOf={live.asOf} incidents={incidentsNow(incidents, live)} {...chart}>
      {children}
    </ChartBox>
  );
}
