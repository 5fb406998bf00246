import { z } from "zod";
import { asMinute } from "#lib/buckets/minute.ts";
import type { Span } from "#lib/buckets/window.ts";
import type { Db } from "#lib/db.ts";

const beganRow = z.object({ began: z.number().transform(asMinute), reports: z.number() });

/** When counted problem reports of a span say that it began, and how many say so: by minute, earliest first. */
export type BeganRow = z.infer<typeof beganRow>;

/** Reads them from the minutes, which are kept for ever: a long outage has few of these rows. */
export async function readBeganRows(db: Db, serviceId: number, span: Span): Promise<BeganRow[]> {
  const rows = await db.$queryRaw`
    -- live.read_began_rows
    select
      minute - key::int as began,
      sum(reports)::int as reports
    from minute_facet
    where service_id = ${serviceId}
      and minute >= ${span.from}
      and minute < ${span.to}
      and dimension = 'began'
    group by 1
    order by 1`;
  return z.array(beganRow).parse(rows);
}
