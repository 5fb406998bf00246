import { vi } from "vitest";
import { type Reply, send, serveFront } from "#server/testing/serve-front.ts";
import { type TestDatabase, testDatabase } from "#server/testing/test-database.ts";

/** A front with a database of its own, which takes reports about ChatGPT and no longer about "gone". */
export interface ReportsFront {
  readonly database: TestDatabase;
  readonly port: number;
  /** Posts a body from a household that never reported before. */
  post(body: string | Buffer, headers?: Record<string, string>): Promise<Reply>;
  /** Posts a report of a problem, with these fields. */
  report(fields?: object, headers?: Record<string, string>): Promise<Reply>;
  /** Reports in the database. */
  stored(): Promise<number>;
  close(): Promise<void>;
}

/** For `beforeAll`: the configuration and the connections of this process are this front's until it is closed. */
export async function serveReports(): Promise<ReportsFront> {
  const database = await testDatabase();
  vi.stubEnv("DATABASE_URL", database.url);
  vi.stubEnv("TRUSTED_PROXIES", "127.0.0.1/32,::1/128");
  vi.resetModules();
  await database.db.$executeRaw`insert into instance values (1, 'live', now(), now(), 1)`;
  await database.db.$executeRaw`
    insert into service (slug, name, category, problems, retired_at)
    values ('chatgpt', 'ChatGPT', 'ai', '{app,website,login,other}', null), ('gone', 'Gone', 'ai', '{app,other}', now())`;
  const { startClock } = await import("#lib/clock.ts");
  await startClock();
  const { port, close } = await serveFront();
  const post: ReportsFront["post"] = (body, headers) =>
    send(port, "POST", "/api/v1/reports", { "content-type": "application/json", ...headers }, body);
  return {
    database,
    port,
    post,
    report: (fields, headers) => post(JSON.stringify({ service: "chatgpt", kind: "problem", ...fields }), headers),
    async stored() {
      const [row] = await database.db.$queryRaw<{ n: number }[]>`select count(*)::int as n from report`;
      return row?.n ?? 0;
    },
    async close() {
      close();
      const { closeDb } = await import("#lib/db.ts");
      const { closeIngest } = await import("#lib/reports/batch.db.ts");
      await Promise.all([closeDb(), closeIngest()]);
      await database.close();
      vi.unstubAllEnvs();
    },
  };
}
