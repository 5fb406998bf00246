import { RowCount, RowState } from "#components/services/row-state.tsx";
import { SparklinePicture } from "#components/services/sparkline-picture.tsx";
import type { ServiceSummary } from "#lib/live/snapshot.ts";
import { english } from "#lib/publish/languages/en.ts";
import { printShare } from "#lib/publish/print-numbers.ts";

interface ServiceRowProps {
  readonly service: ServiceSummary;
  readonly nowMs: number;
  /** The top of the list's one scale, in reports per 5 minutes. */
  readonly top: number;
}

/** A service in a list: what it is, how it is and since when, and its reports of the last 15 minutes set large. */
export function ServiceRow({ service, nowMs, top }: ServiceRowProps) {
  const { slug, name, state, since, reports15, expected15, topProblem } = service;
  const row = { slug, state, since, reports15, expected15 };
  return (
    <li className="relative flex flex-wrap items-start gap-x-4 gap-y-2 border-b border-rule py-4 md:grid md:grid-cols-[minmax(0,5fr)_minmax(0,6fr)_9rem] md:items-center">
      <div className="grow basis-32">
        <h3 className="text-lead">
          <a href={`/status/${slug}`} className="no-underline after:absolute after:inset-0 hover:underline">
            {name}
          </a>
        </h3>
        <RowState row={row} nowMs={nowMs} />
        {topProblem === null ? null : (
          <p className="text-small text-soft">
            Most named: {topProblem.label}, {printShare(topProblem, english)}
          </p>
        )}
      </div>
      <div className="ml-auto md:order-last">
        <RowCount row={row} />
      </div>
      <div className="w-full">
        <SparklinePicture values={service.sparkline} top={top} />
      </div>
    </li>
  );
}
