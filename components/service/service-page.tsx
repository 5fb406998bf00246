import { packSeries } from "#components/chart/packed-series.ts";
import { LiveService } from "#components/live/live-service.tsx";
import type { Reported } from "#components/report/report-words.ts";
import { LiveDateline } from "#components/service/live-dateline.tsx";
import { ReportNow } from "#components/service/report-now.tsx";
import { ReportsNow } from "#components/service/reports-now.tsx";
import { ServiceChart } from "#components/service/service-chart.tsx";
import { ServiceContext } from "#components/service/service-context.tsx";
import { ServiceFigures } from "#components/service/service-figures.tsx";
import { ServiceLinks } from "#components/service/service-links.tsx";
import { StateNow } from "#components/service/state-now.tsx";
import { ShareService } from "#components/share/share-service.tsx";
import type { RangeKey } from "#lib/live/range.ts";
import type { ServiceSnapshot } from "#lib/live/snapshot.ts";
import { NO_LONGER_OBSERVED } from "#lib/publish/state-words.ts";

interface ServicePageProps {
  readonly snapshot: ServiceSnapshot;
  readonly range: RangeKey;
  readonly reported: Reported | null;
  readonly publicUrl: string;
}

/**
 * On a wide screen two columns, each without holes, of parts that stand in a phone's order. A track takes the height that is left of
 * a part only if nothing stands in it alone, and parts over fewer tracks are measured first: hence a track of its own after each
 * part. The last one takes what the longer column has left.
 */
const GRID =
  "grid grid-cols-1 gap-x-12 gap-y-8 py-6 md:py-8 lg:grid-cols-[minmax(0,1fr)_20rem] lg:grid-rows-[repeat(7,auto)_1fr]";

/** A service's page: the answer first, the report next, then the evidence. On a wide screen answer and report stand beside the evidence. */
export function ServicePage({ snapshot, range, reported, publicUrl }: ServicePageProps) {
  const { service, asOf, state, since, reason, incidentId, reports15, missed15, expected15, worksPercent } = snapshot;
  const moving = { asOf, state, since, reason, incidentId, reports15, missed15, expected15, worksPercent };
  return (
    <LiveService
      slug={service.slug}
      range={range}
      initial={{ ...moving, series: packSeries(snapshot.series) }}
      isMoving={!service.retired}
    >
      <LiveDateline />
      <div className={GRID}>
        <header>
          <p className="text-small">
            <a href={`/category/${service.category.key}`} className="-my-3 inline-flex min-h-11 min-w-11 items-center">
              {service.category.name}
            </a>
          </p>
          <h1 className="mb-4 mt-1 text-head md:text-display">{service.name}</h1>
          {service.retired ? (
            <p className="text-lead font-semibold">
              {service.name} is {NO_LONGER_OBSERVED}
            </p>
          ) : (
            <StateNow name={service.name} shown={{ state, asOf, address: `/status/${service.slug}?range=${range}` }} />
          )}
        </header>
        <div className="grid content-start gap-6 lg:col-start-2 lg:row-span-2 lg:row-start-1">
          {service.retired ? (
            <p className="border-l-4 border-ink pl-4">It takes no reports. What is on record stays readable.</p>
          ) : (
            <>
              <ReportsNow />
              <ReportNow service={service} problems={service.problems} shownMs={asOf} reported={reported} />
            </>
          )}
        </div>
        <div className="lg:col-start-1 lg:row-span-3 lg:row-start-2">
          <ServiceChart snapshot={snapshot} range={range} />
        </div>
        <div className="grid content-start gap-8 lg:col-start-2 lg:row-span-4 lg:row-start-3">
          <ServiceFigures snapshot={snapshot} />
        </div>
        <div className="grid grid-cols-1 content-start gap-8 lg:col-start-1 lg:row-span-4 lg:row-start-5">
          <ServiceContext snapshot={snapshot} publicUrl={publicUrl} />
        </div>
        <div id="share" className="grid content-start justify-items-stretch gap-4 lg:col-start-2 lg:row-start-7">
          {service.retired ? null : (
            <div>
              <ShareService service={service} range={range} publicUrl={publicUrl} mode={snapshot.mode} />
            </div>
          )}
          <ServiceLinks service={service} range={range} publicUrl={publicUrl} />
        </div>
      </div>
    </LiveService>
  );
}
