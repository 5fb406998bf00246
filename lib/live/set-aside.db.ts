import { z } from "zod";
import type { Span } from "#lib/buckets/window.ts";
import type { Db } from "#lib/db.ts";

const reasonRow = z.object({ reason: z.string(), reports: z.number() });

/** Why reports of a service were set aside in a span, most frequent reason first. */
export async function readSetAsideReasons(db: Db, serviceId: number, span: Span): Promise<z.infer<typeof reasonRow>[]> {
  const rows = await db.$queryRaw`
    -- live.read_set_aside_reasons
    select
      key as reason,
      sum(reports)::int as reports
    from minute_facet
    where service_id = ${serviceId}
      and minute >= ${span.from}
      and minute < ${span.to}
      and dimension = 'set-aside'
    group by 1
    order by 2 desc, 1`;
  return z.array(reasonRow).parse(rows);
}
