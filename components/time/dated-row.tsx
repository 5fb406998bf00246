import type { ReactNode } from "react";
import { Moment } from "#components/time/moment.tsx";
import type { Minute } from "#lib/buckets/minute.ts";

interface DatedRowProps {
  readonly minute: Minute;
  readonly nowMs: number;
  readonly children: ReactNode;
}

/** A row of a list in order of time: when, then what. The moment stays in one line in all zones. */
export function DatedRow({ minute, nowMs, children }: DatedRowProps) {
  return (
    <li className="grid gap-x-6 border-b border-rule py-3 sm:grid-cols-[14rem_minmax(0,1fr)]">
      <p className="text-soft">
        <Moment minute={minute} nowMs={nowMs} />
      </p>
      {children}
    </li>
  );
}
