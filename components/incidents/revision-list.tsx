import { revisionWords } from "#components/incidents/incident-words.ts";
import { Moment } from "#components/time/moment.tsx";
import { formatMinute } from "#lib/buckets/minute.ts";
import type { IncidentSnapshot } from "#lib/live/incident-snapshot.ts";
import { formatCount } from "#lib/publish/number-words.ts";

/** What changed in a record and when, with the figures as known then, and the address that keeps showing them. */
export function RevisionList({
  snapshot: { revisions, incident, asOf, settled },
}: {
  readonly snapshot: IncidentSnapshot;
}) {
  const words = revisionWords(revisions);
  return (
    <div className="overflow-x-auto">
      {revisions.some(({ total, peak15 }) => peak15 > total) && (
        <p className="mb-2 text-small text-soft">
          A peak is of a whole quarter of an hour by the clock. Where it began before the start, it holds reports from
          before it, and can be larger than the total.
        </p>
      )}
      <table className="w-full text-left max-sm:text-small">
        <caption className="sr-only">Revisions of this record</caption>
        <thead className="align-bottom text-small text-soft">
          <tr>
            <th scope="col" className="py-2 pr-2 sm:pr-4 font-normal">
              On record since
            </th>
            <th scope="col" className="py-2 pr-2 sm:pr-4 font-normal">
              Change
            </th>
            <th scope="col" className="py-2 pr-2 sm:pr-4 text-right font-normal">
              Total by then
            </th>
            <th scope="col" className="py-2 text-right font-normal">
              Peak, 15 minutes
            </th>
          </tr>
        </thead>
        <tbody>
          {revisions.map(({ minute, kind, total, peak15 }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two of the same kind can be of one minute; new ones come last.
            <tr key={`${minute} ${kind} ${index}`} className="border-t border-rule">
              <th scope="row" className="py-2 sm:whitespace-nowrap pr-2 sm:pr-4 font-normal">
                {minute > settled ? (
                  // It counts from the next minute on, which has no address before it begins.
                  <Moment minute={minute} nowMs={asOf} />
                ) : (
                  <a href={`/incidents/${incident.id}?asof=${formatMinute(minute)}`}>
                    <Moment minute={minute} nowMs={asOf} />
                  </a>
                )}
              </th>
              <td className="py-2 pr-2 sm:pr-4">{words[index]}</td>
              <td className="py-2 pr-2 sm:pr-4 text-right">{formatCount(total)}</td>
              <td className="py-2 text-right">{formatCount(peak15)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
