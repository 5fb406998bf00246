import { Moment } from "#components/time/moment.tsx";
import { minuteOf } from "#lib/buckets/minute.ts";

/** When the figures of a page were true. Stands on every page that has some, also on one served from the cache. */
export function Dateline({ asOf }: { asOf: number }) {
  return (
    <p className="border-b border-rule py-2 text-small text-soft">
      As of <Moment minute={minuteOf(asOf)} nowMs={asOf} form="instant" />
    </p>
  );
}
