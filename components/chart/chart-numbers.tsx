import { Fold } from "#components/frame/fold.tsx";
import { Moment } from "#components/time/moment.tsx";
import { minuteOf } from "#lib/buckets/minute.ts";
import type { Series } from "#lib/live/snapshot.ts";
import { chartTable } from "#lib/publish/chart-table.ts";
import { english } from "#lib/publish/languages/en.ts";

interface ChartNumbersProps {
  readonly series: Series;
  /** When the page was made, in milliseconds: a chart above that moves has gone on since. */
  readonly asOf: number;
}

/** What the chart above shows, in at most 31 rows, for those who cannot see it or want to copy it. The same as in an embed. */
export function ChartNumbers({ series, asOf }: ChartNumbersProps) {
  const { caption, rows } = chartTable(series, asOf);
  const { summary, head } = english.embed.table;
  if (rows.length === 0) return null;
  return (
    <Fold title={summary}>
      <table className="w-full max-w-xl text-left text-small">
        <caption className="pb-2 text-left text-soft">
          {caption}; as of <Moment minute={minuteOf(asOf)} nowMs={asOf} />
        </caption>
        <thead className="border-b border-ink text-soft">
          <tr>
            {head.map((name, column) => (
              <th key={name} scope="col" className={`py-2 font-normal ${column === 0 ? "pr-4" : "pl-4 text-right"}`}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ minute, reports, usual }) => (
            <tr key={minute} className="border-b border-rule">
              <th scope="row" className="py-1.5 pr-4 font-normal">
                <Moment minute={minute} nowMs={asOf} />
              </th>
              <td className="py-1.5 pl-4 text-right font-semibold">{reports}</td>
              <td className="py-1.5 pl-4 text-right">{usual}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Fold>
  );
}
