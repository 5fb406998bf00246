// The least that can take a report into the same tables: plain node:http, the product's way to read a body and its batched
// statement, JSON.parse, and none of our checks, limits and pseudonyms. What the product costs beyond it is their price.
import { randomBytes, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { z } from "zod";
import { minuteOf } from "#lib/buckets/minute.ts";
import { ingestDb } from "#lib/reports/batch.db.ts";
import { commitReports, type Outcome } from "#lib/reports/commit.db.ts";
import { GroupCommit } from "#lib/reports/group-commit.ts";
import { limits } from "#lib/reports/limits.ts";
import type { ReportRow } from "#lib/reports/report-row.ts";
import { isRowFault } from "#lib/sql-state.ts";
import { readBody } from "#server/read-body.ts";

const environment = z.object({ PORT: z.coerce.number(), SERVICES: z.string() }).parse(process.env);
const ids = z.record(z.string(), z.number()).parse(JSON.parse(environment.SERVICES));

const queue = new GroupCommit<ReportRow, Outcome>({
  commit: (rows) => commitReports(ingestDb(), rows),
  isRowFault,
  nowMs: () => performance.now(),
  ...limits,
});

function toRow(body: { service: string; problem: string; country: string }, key: string): ReportRow {
  const digest = () => randomBytes(16).toString("hex");
  return {
    id: randomUUID(),
    serviceId: ids[body.service] ?? 0,
    minute: minuteOf(Date.now()),
    kind: "problem",
    problem: body.problem,
    beganMinutesAgo: null,
    country: body.country,
    region: null,
    note: null,
    reporter: digest(),
    previous: null,
    address: digest(),
    network: digest(),
    asn: `alloc:${randomBytes(1).toString("hex")}`,
    setAside: null,
    key,
    bodyHash: digest(),
  };
}

async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request, limits.bodyBytes, limits.bodyMs);
  const text = body.ok ? Buffer.from(body.bytes).toString() : "";
  const row = toRow(JSON.parse(text), String(request.headers["idempotency-key"]));
  try {
    const { stored } = await queue.submit(row);
    response.writeHead(202, { "content-type": "application/json" }).end(JSON.stringify(stored));
  } catch {
    response.writeHead(503).end();
  }
}

createServer((request, response) => void take(request, response)).listen(environment.PORT, "127.0.0.1");
