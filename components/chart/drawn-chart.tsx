import { Area, ComposedChart, Tooltip, XAxis, YAxis, ZIndexLayer } from "recharts";
import { ChartTooltip } from "#components/chart/chart-tooltip.tsx";
import { type DrawnStep, drawnSteps } from "#components/chart/drawn-steps.ts";
import { useReaderZone } from "#components/time/reader-zone.ts";
import type { Minute } from "#lib/buckets/minute.ts";
import type { Mode, Series } from "#lib/live/snapshot.ts";
import { chartGeometry } from "#lib/publish/chart-geometry.ts";
import { FONT_SIZE } from "#lib/publish/chart-labels.ts";
import type { ChartIncident } from "#lib/publish/chart-spans.ts";
import { renderSurroundings } from "#lib/publish/chart-svg.ts";

export interface DrawnChartProps {
  readonly series: Series;
  readonly incidents: readonly ChartIncident[];
  /** When the company said something. */
  readonly official: readonly Minute[];
  readonly mode: Mode;
  readonly asOf: number;
  readonly title: string;
  /** What it shows in words; only where the chart does not move away from them. */
  readonly description?: string;
  /** Size of the box in pixels. */
  readonly width: number;
  readonly height: number;
}

/** Recharts puts what has a higher number before what has a lower one; its areas have 100. */
const BEHIND = -10;
const BEFORE = 700;

/** Markup that chart-svg.ts has made, and escaped. */
function Layer({ markup, zIndex }: { markup: string; zIndex: number }) {
  return (
    <ZIndexLayer zIndex={zIndex}>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: renderSurroundings escapes every word that it draws. */}
      <g dangerouslySetInnerHTML={{ __html: markup }} fontSize={FONT_SIZE} pointerEvents="none" />
    </ZIndexLayer>
  );
}

/**
 * The chart once the script runs: the same geometry and the same surroundings as the picture before it, in the reader's
 * time zone; Recharts draws the series and answers the pointer and the arrow keys. Nothing is animated.
 */
export function DrawnChart({ title, description, ...input }: DrawnChartProps) {
  const timeZone = useReaderZone();
  const chart = chartGeometry({ ...input, timeZone });
  const { plot, stepMinutes, width, height } = chart;
  const surroundings = renderSurroundings(chart);
  return (
    <ComposedChart
      width={width}
      height={height}
      data={drawnSteps(chart)}
      title={title}
      {...(description === undefined ? {} : { desc: description })}
      margin={{ left: plot.left, top: plot.top, right: width - plot.right, bottom: height - plot.bottom }}
    >
      <XAxis dataKey="at" type="number" domain={[chart.from, chart.to]} allowDataOverflow hide />
      <YAxis domain={[0, chart.valueTicks.at(-1)?.value ?? 1]} allowDataOverflow hide width={0} />
      <Layer markup={surroundings.behind} zIndex={BEHIND} />
      <Area
        dataKey="range"
        type="linear"
        stroke="none"
        fill="var(--normal)"
        fillOpacity={0.28}
        activeDot={false}
        isAnimationActive={false}
      />
      <Area
        dataKey="reports"
        type="linear"
        stroke="var(--ink)"
        strokeWidth={1.75}
        fill="var(--ink)"
        fillOpacity={0.12}
        activeDot={{ r: 4, fill: "var(--ink)", stroke: "var(--paper)" }}
        isAnimationActive={false}
      />
      <Layer markup={surroundings.before} zIndex={BEFORE} />
      <Tooltip
        isAnimationActive={false}
        // Steps without a value have words too.
        filterNull={false}
        cursor={{ stroke: "var(--ink-soft)" }}
        content={({ active, payload }) => (
          <ChartTooltip
            step={active ? (payload[0]?.payload as DrawnStep | undefined) : undefined}
            stepMinutes={stepMinutes}
            timeZone={timeZone}
          />
        )}
      />
    </ComposedChart>
  );
}
