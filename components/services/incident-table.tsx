import { StateMark } from "#components/state/state-mark.tsx";
import { Moment } from "#components/time/moment.tsx";
import type { IncidentSummary } from "#lib/live/snapshot.ts";
import { durationWords } from "#lib/publish/duration-words.ts";
import { missedWords } from "#lib/publish/missed-words.ts";
import { formatCount } from "#lib/publish/number-words.ts";
import { stateWords } from "#lib/publish/state-words.ts";

interface IncidentTableProps {
  readonly incidents: readonly IncidentSummary[];
  readonly nowMs: number;
  /** Said by screen readers before the rows. */
  readonly caption: string;
  /** Off where all incidents are of one service. */
  readonly showsService?: boolean;
}

/** How long an incident lasted, or that it still does. The end is an interval; the length runs to its later bound. */
function lengthWords(incident: IncidentSummary): string {
  return incident.ended === null ? "ongoing" : durationWords(incident.ended.to - incident.started);
}

/** Below the row, over its whole width: in how many minutes of the peak's quarter of an hour nobody could report. */
function MissedRow({ minutes }: { readonly minutes: number }) {
  return (
    <tr>
      <td colSpan={3} className="pb-3 text-right text-small text-balance text-soft">
        {missedWords(minutes)}
      </td>
    </tr>
  );
}

/** Incidents one below the other: start, service, level, length and highest count. */
export function IncidentTable({ incidents, nowMs, caption, showsService = true }: IncidentTableProps) {
  return (
    <table className="w-full text-left text-base">
      <caption className="sr-only">{caption}</caption>
      <thead className="border-b border-ink align-bottom text-small text-soft">
        <tr>
          <th scope="col" className="py-2 pr-4 font-normal">
            {showsService ? "Service and start" : "Start"}
          </th>
          <th scope="col" className="hidden w-56 py-2 pr-4 font-normal md:table-cell">
            Lasted
          </th>
          <th scope="col" className="w-[30%] py-2 text-right font-normal sm:w-48">
            Peak, reports in 15 min
          </th>
        </tr>
      </thead>
      {incidents.map((incident) => (
        <tbody key={incident.id} className="relative border-b border-rule align-top">
          <tr className={incident.peak15Missed > 0 ? "*:pt-3 *:pb-0.5" : "*:py-3"}>
            <td className="pr-4">
              <a
                href={`/incidents/${incident.id}`}
                className="font-semibold no-underline after:absolute after:inset-0 hover:underline"
              >
                {showsService ? incident.service.name : <Moment minute={incident.started} nowMs={nowMs} />}
              </a>
              <span className="mt-0.5 block text-small text-soft sm:flex sm:flex-wrap sm:gap-x-3">
                <span className="flex items-start gap-2">
                  <StateMark
                    state={incident.corrected === null ? incident.level : "normal"}
                    className="mt-[3px] size-3.5"
                  />
                  <span>
                    {incident.corrected === null ? stateWords(incident.level).word : "False alarm"}
                    <span className="md:hidden">
                      {incident.ended === null ? ", " : " for "}
                      {lengthWords(incident)}
                    </span>
                  </span>
                </span>
                {showsService ? (
                  <span className="block pl-5.5 sm:pl-0">
                    <Moment minute={incident.started} nowMs={nowMs} />
                  </span>
                ) : null}
              </span>
            </td>
            <td className="hidden pr-4 md:table-cell">{lengthWords(incident)}</td>
            <td className="text-right font-semibold">{formatCount(incident.peak15)}</td>
          </tr>
          {incident.peak15Missed > 0 && <MissedRow minutes={incident.peak15Missed} />}
        </tbody>
      ))}
    </table>
  );
}
