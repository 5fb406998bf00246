import { SparklinePicture } from "#components/services/sparkline-picture.tsx";
import { StateMark, stateColour } from "#components/state/state-mark.tsx";
import { Moment } from "#components/time/moment.tsx";
import type { ServiceSummary } from "#lib/live/snapshot.ts";
import { formatCount, formatExpected, formatPercent } from "#lib/publish/number-words.ts";
import { stateWords } from "#lib/publish/state-words.ts";

interface ServiceRowProps {
  readonly service: ServiceSummary;
  readonly nowMs: number;
  /** The top of the list's one scale, in reports per 5 minutes. */
  readonly top: number;
}

/** "Most name Log in (62 %)": only what people themselves have chosen. */
function NamedMost({ service }: { service: ServiceSummary }) {
  if (service.topProblem === null) return null;
  return (
    <p className="text-small text-soft">
      Most named: {service.topProblem.label}, {formatPercent(service.topProblem.percent)}
    </p>
  );
}

/** A service in a list: what it is, how it is and since when, and its reports of the last 15 minutes set large. */
export function ServiceRow({ service, nowMs, top }: ServiceRowProps) {
  const { word } = stateWords(service.state);
  return (
    <li className="relative grid grid-cols-[1fr_auto] gap-x-4 gap-y-2 border-b border-rule py-4 md:grid-cols-[minmax(0,5fr)_minmax(0,6fr)_10rem] md:items-center">
      <div>
        <h3 className="text-lead">
          <a href={`/status/${service.slug}`} className="no-underline after:absolute after:inset-0 hover:underline">
            {service.name}
          </a>
        </h3>
        <p className={`flex items-center gap-2 text-small font-semibold ${stateColour(service.state)}`}>
          <StateMark state={service.state} />
          <span>
            {word}
            {service.since === null ? null : (
              <span className="font-normal">
                {" "}
                <Moment minute={service.since} nowMs={nowMs} form="since" />
              </span>
            )}
          </span>
        </p>
        <NamedMost service={service} />
      </div>
      <p className="text-right md:order-last">
        <span className="block text-head font-semibold leading-none">{formatCount(service.reports15)}</span>
        <span className="text-small text-soft">
          reports in 15 min
          {service.expected15 === null ? null : (
            <span className="block">usually {formatExpected(service.expected15)}</span>
          )}
        </span>
      </p>
      <div className="col-span-2 md:col-span-1">
        <SparklinePicture values={service.sparkline} top={top} />
      </div>
    </li>
  );
}
