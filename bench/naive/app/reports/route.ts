import { createHash, randomUUID } from "node:crypto";
import { z } from "zod";
import { minuteOf } from "#lib/buckets/minute.ts";
import { createDb } from "#lib/db.ts";

// The way that one would write it first: a route handler of Next, and one transaction of Prisma's client per report. The
// same tables and the same rules for keys and repeats as the product, without its network caps, limits and checks: a reporter
// has a row of its own in the table of blocks.
const db = createDb(process.env.DATABASE_URL ?? "", { max: 20, statementTimeoutMs: 10_000 });
const input = z.object({ service: z.string(), kind: z.literal("problem"), problem: z.string(), country: z.string() });
const REPEAT_MINUTES = 60;

const digestOf = (...parts: string[]) => createHash("sha256").update(parts.join()).digest().subarray(0, 16);

export async function POST(request: Request): Promise<Response> {
  const { service: slug, problem, country } = input.parse(await request.json());
  const key = request.headers.get("idempotency-key") ?? randomUUID();
  const address = request.headers.get("x-forwarded-for") ?? "";
  const minute = minuteOf(Date.now());
  const reporter = digestOf(slug, address, request.headers.get("user-agent") ?? "");
  const asn = `alloc:${address.split(".").slice(0, 2).join(".")}`;
  const id = await db.$transaction(
    async (transaction) => {
      const known = await transaction.idempotencyKey.findUnique({ where: { key } });
      if (known !== null) return known.reportId;
      const service = await transaction.service.findUniqueOrThrow({ where: { slug } });
      const of = { serviceId: service.id, network: reporter.toString("hex") };
      const seen = await transaction.blockWindow.findUnique({ where: { serviceId_network: of } });
      const isRepeat = seen !== null && seen.lastMinute > minute - REPEAT_MINUTES;
      const report = {
        id: randomUUID(),
        serviceId: service.id,
        minute,
        kind: "problem",
        disposition: isRepeat ? "repeat" : "counted",
        problem,
        country,
        reporter,
        address: digestOf(address),
        network: digestOf(asn),
        asn,
        reports15: 0,
      } as const;
      await transaction.report.create({ data: report });
      const { id: reportId, serviceId } = report;
      await transaction.idempotencyKey.create({
        data: { key, bodyHash: digestOf(problem), serviceId, minute, reportId },
      });
      if (isRepeat) return reportId;
      await transaction.blockWindow.upsert({
        where: { serviceId_network: of },
        create: { ...of, sinceMinute: minute, lastMinute: minute, counted: [] },
        update: { lastMinute: minute },
      });
      for (const [dimension, entry] of [
        ["problem", problem],
        ["country", country],
        ["network", asn],
      ] as const) {
        const facet = { serviceId, minute, dimension, key: entry };
        await transaction.minuteFacet.upsert({
          where: { serviceId_minute_dimension_key: facet },
          create: { ...facet, reports: 1 },
          update: { reports: { increment: 1 } },
        });
      }
      await transaction.minuteBucket.upsert({
        where: { serviceId_minute: { serviceId, minute } },
        create: { serviceId, minute, reports: 1 },
        update: { reports: { increment: 1 } },
      });
      return reportId;
    },
    { maxWait: 10_000, timeout: 10_000 },
  );
  return Response.json({ id, service: slug }, { status: 202 });
}
