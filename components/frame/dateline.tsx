import type { ReactNode } from "react";
import { Moment } from "#components/time/moment.tsx";
import { minuteOf } from "#lib/buckets/minute.ts";

interface DatelineProps {
  readonly asOf: number;
  /** How the page keeps up with time, if it does. */
  readonly children?: ReactNode;
}

/** When the figures of a page were true. Stands on every page that has some, also on one served from the cache. */
export function Dateline({ asOf, children }: DatelineProps) {
  return (
    <div className="flex justify-between gap-x-3 border-b max-[359px]:min-h-14 border-rule py-2 text-small text-soft">
      <p>
        As of <Moment minute={minuteOf(asOf)} nowMs={asOf} form="instant" />
      </p>
      <p className="shrink-0">{children}</p>
    </div>
  );
}
