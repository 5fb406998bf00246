import { type ChartPlace, PAGE_CHART, PHONE_CHART, RECORD_CHART, WIDE_CHART } from "#components/chart/chart-size.ts";
import type { Minute } from "#lib/buckets/minute.ts";
import type { Mode, Series } from "#lib/live/snapshot.ts";
import { chartGeometry } from "#lib/publish/chart-geometry.ts";
import type { ChartIncident } from "#lib/publish/chart-spans.ts";
import { renderChart } from "#lib/publish/chart-svg.ts";

interface ChartPictureProps {
  readonly place?: ChartPlace;
  readonly series: Series;
  readonly incidents: readonly ChartIncident[];
  readonly official: readonly Minute[];
  readonly mode: Mode;
  readonly asOf: number;
  readonly title: string;
  readonly description: string;
}

/** From which width of the window on each drawing is the one that is shown. */
const DRAWINGS = {
  column: [
    { ...PHONE_CHART, shown: "sm:hidden" },
    { ...PAGE_CHART, shown: "hidden sm:block" },
  ],
  record: [
    { ...PHONE_CHART, shown: "sm:hidden" },
    { ...PAGE_CHART, shown: "hidden sm:block min-[52rem]:hidden" },
    { ...WIDE_CHART, shown: "hidden min-[52rem]:block lg:hidden" },
    { ...RECORD_CHART, shown: "hidden lg:block" },
  ],
} as const;

/** The chart as the first paint and as all there is without script: drawn for each width of its place, so that text keeps its size. */
export function ChartPicture({ title, description, place = "column", ...input }: ChartPictureProps) {
  return DRAWINGS[place].map(({ width, height, shown }) => (
    <div
      key={width}
      className={shown}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: renderChart escapes every word that it draws.
      dangerouslySetInnerHTML={{
        __html: renderChart(chartGeometry({ ...input, width, height }), { title, description }),
      }}
    />
  ));
}
