import { ChartNumbers } from "#components/chart/chart-numbers.tsx";
import { ChartPicture } from "#components/chart/chart-picture.tsx";
import { LiveChart } from "#components/service/live-chart.tsx";
import { RangeSwitch } from "#components/service/range-switch.tsx";
import type { RangeKey } from "#lib/live/range.ts";
import type { ServiceSnapshot } from "#lib/live/snapshot.ts";
import { serviceContent } from "#lib/publish/publish-content.ts";

interface ServiceChartProps {
  readonly snapshot: ServiceSnapshot;
  readonly range: RangeKey;
}

/** Reports of a range of time with the normal range, and what they show in words. */
export function ServiceChart({ snapshot, range }: ServiceChartProps) {
  const { service, series, incidents, mode, asOf } = snapshot;
  const official = snapshot.official.map(({ minute }) => minute);
  const { title, description } = serviceContent(snapshot, "UTC");
  return (
    <section id="chart" aria-labelledby="chart-title" className="scroll-mt-4">
      <h2 id="chart-title" className="mb-3 text-lead">
        {title}
      </h2>
      <RangeSwitch slug={service.slug} range={range} />
      <div className="mt-4">
        <LiveChart incidents={incidents} official={official} mode={mode} title={title}>
          <ChartPicture {...{ series, incidents, official, mode, asOf, title, description }} />
        </LiveChart>
      </div>
      <ChartNumbers series={series} asOf={asOf} />
    </section>
  );
}
