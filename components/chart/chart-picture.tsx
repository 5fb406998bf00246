import { PAGE_CHART, PHONE_CHART } from "#components/chart/chart-size.ts";
import type { Minute } from "#lib/buckets/minute.ts";
import type { Mode, Series } from "#lib/live/snapshot.ts";
import { chartGeometry } from "#lib/publish/chart-geometry.ts";
import type { ChartIncident } from "#lib/publish/chart-spans.ts";
import { renderChart } from "#lib/publish/chart-svg.ts";

interface ChartPictureProps {
  readonly series: Series;
  readonly incidents: readonly ChartIncident[];
  readonly official: readonly Minute[];
  readonly mode: Mode;
  readonly asOf: number;
  readonly title: string;
  readonly description: string;
}

/** The chart as the first paint and as all there is without script: drawn for a phone and for a column, so that text keeps its size. */
export function ChartPicture({ title, description, ...input }: ChartPictureProps) {
  const sizes = [
    { ...PHONE_CHART, shown: "sm:hidden" },
    { ...PAGE_CHART, shown: "hidden sm:block" },
  ];
  return sizes.map(({ width, height, shown }) => (
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
