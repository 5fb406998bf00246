import { vi } from "vitest";
import { addMinutes, asMinute } from "#lib/buckets/minute.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import {
  addFacet,
  addIncident,
  addService,
  contextAt,
  flatBaseline,
  NOW,
  setBaseline,
} from "#lib/live/testing/world.ts";
import { beat, eachMinute, feed, feedSources, judgeUntil, watchFrom } from "#server/testing/fed.ts";
import { type ServedFront, serveFront } from "#server/testing/serve-front.ts";
import type { TestDatabase } from "#server/testing/test-database.ts";

export const TOKEN = "f".repeat(64);
export const PUBLIC_URL = "https://outages.example.org";
/** The outage of `makeWorld` begins, and what is read is of that minute. */
export const START = asMinute(NOW - 15);
const READ_AT = addMinutes(NOW, 10);
/** An incident that is over, to be called a false alarm. */
export const FALSE_ALARM = "2024-11-01-steam";

/** Services, one of which has an outage that the worker's own watch has judged; gives that incident's id. */
async function makeWorld(db: PrismaClient): Promise<string> {
  const parentId = await addService(db, { slug: "openai" });
  const chatgpt = await addService(db, { slug: "chatgpt", name: "ChatGPT", parentId });
  const steam = await addService(db, { slug: "steam", category: "games" });
  await addService(db, { slug: "gone", retiredAt: new Date() });
  const over = { started: NOW - 9_000, ended: { from: NOW - 8_000, to: NOW - 7_990 } };
  await addIncident(db, steam, { id: FALSE_ALARM, ...over, peak15: 90, total: 200 });
  await setBaseline(db, chatgpt, flatBaseline(3), START - 1_440);
  const span = { from: addMinutes(START, -2_880), to: addMinutes(READ_AT, 1) };
  const counts = eachMinute(span, (minute) => (minute >= START ? 90 : 3)).map((row) => ({ ...row, works: 2 }));
  await feed(db, chatgpt, counts);
  await beat(db, span);
  const near = counts.filter(({ minute }) => minute >= START - 120);
  await feedSources(db, chatgpt, near, 25);
  await addFacet(db, chatgpt, START + 5, ["country", "DE", 40]);
  await addFacet(db, chatgpt, START + 5, ["country", "US", 4]);
  await addFacet(db, chatgpt, START + 5, ["region", "DE-BE", 9]);
  await addFacet(db, chatgpt, START + 5, ["problem", "login", 30]);
  await watchFrom(db, addMinutes(START, -5));
  await judgeUntil(db, READ_AT);
  return (await db.incident.findFirstOrThrow({ where: { serviceId: chatgpt } })).id;
}

/** A front of a small world that answers everything but pages, and has an operator. */
export interface DescribedWorld {
  readonly origin: string;
  /** Of the outage that lasts. */
  readonly incidentId: string;
  close(): Promise<void>;
}

/** Serves the reading half of that world as of a minute of 2024. */
async function serveWorld({ db }: TestDatabase): Promise<ServedFront> {
  const context = () => contextAt(db, READ_AT);
  const { createApi } = await import("#server/api.ts");
  const { createNewsroom } = await import("#server/routes/newsroom.ts");
  const { newsroomSource } = await import("#server/routes/newsroom-source.ts");
  const { LiveServer } = await import("#server/routes/live.ts");
  const live = new LiveServer({ context });
  const api = createApi(context);
  const front = await serveFront({
    api: (request) => api.fetch(request),
    newsroom: createNewsroom(newsroomSource(context)),
    live: (req, res, viewer) => live.handle(req, res, viewer),
  });
  const close = () => {
    live.close();
    front.close();
  };
  return { ...front, close };
}

/** For `beforeAll`: the configuration and the connections of this process are this world's until it is closed. */
export async function describedWorld(database: TestDatabase): Promise<DescribedWorld> {
  vi.stubEnv("DATABASE_URL", database.url);
  vi.stubEnv("OPERATOR_TOKEN", TOKEN);
  vi.stubEnv("PUBLIC_URL", PUBLIC_URL);
  vi.stubEnv("LOG_LEVEL", "silent");
  vi.resetModules();
  const incidentId = await makeWorld(database.db);
  await database.db.$executeRaw`insert into instance values (1, 'live', now(), now(), 1)`;
  await (await import("#lib/clock.ts")).startClock();
  const { origin, close } = await serveWorld(database);
  return {
    origin,
    incidentId,
    async close() {
      close();
      await (await import("#lib/db.ts")).closeDb();
      await (await import("#lib/reports/batch.db.ts")).closeIngest();
      await database.close();
      vi.unstubAllEnvs();
    },
  };
}
