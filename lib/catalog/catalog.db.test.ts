import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findServiceBySlug, listServices, readFingerprint, searchServices } from "#lib/catalog/catalog.db.ts";
import { seedCatalogue } from "#server/seed.ts";
import { type TestDatabase, testDatabase } from "#server/testing/test-database.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  await seedCatalogue(database.db);
});

afterAll(() => database.close());

const slugsOf = (services: readonly { readonly slug: string }[]) => services.map(({ slug }) => slug);
const find = async (query: string, limit = 8) => slugsOf(await searchServices(database.db, query, limit));

describe("findServiceBySlug", () => {
  it("reads a service with all that belongs to it", async () => {
    expect(await findServiceBySlug(database.db, "cricket")).toEqual({
      id: expect.any(Number),
      slug: "cricket",
      name: "Cricket Wireless",
      aliases: ["cricket"],
      category: "carriers",
      problems: ["mobile-phone", "no-signal", "mobile-internet", "text-messages", "internet", "other"],
      network: true,
      country: "US",
      parent: "att",
      statusUrl: null,
      retiredAt: null,
    });
  });

  it("is null for a service that never was", async () => {
    expect(await findServiceBySlug(database.db, "'; drop table service; --")).toBeNull();
    expect(await findServiceBySlug(database.db, "att\u0000")).toBeNull();
  });
});

describe("listServices", () => {
  it("reads the whole catalogue, each service once", async () => {
    const slugs = slugsOf(await listServices(database.db));
    expect(slugs.length).toBeGreaterThanOrEqual(2_000);
    expect(new Set(slugs).size).toBe(slugs.length);
  });

  it("reads a retired service whose category and problems no list holds any more", async () => {
    const old = { slug: "telegrams", category: "telegraphy", problems: ["cable", "other"] };
    const { id } = await database.db.service.create({ data: { ...old, name: "Telegrams", retiredAt: new Date() } });
    expect((await listServices(database.db)).find(({ slug }) => slug === "telegrams")).toMatchObject(old);
    await database.db.service.delete({ where: { id } });
  });

  it("agrees with findServiceBySlug", async () => {
    const listed = (await listServices(database.db)).find(({ slug }) => slug === "x");
    expect(listed).toEqual(await findServiceBySlug(database.db, "x"));
  });
});

describe("searchServices", () => {
  it.each([
    ["chatgpt", "chatgpt"],
    ["ChatGPT", "chatgpt"],
    ["x", "x"],
    ["twitter", "x"],
    ["twitter.com", "x"],
    ["at&t", "att"],
    ["ATT", "att"],
    ["at and t", "att"],
    ["t mobile", "t-mobile"],
    ["tmobile", "t-mobile"],
    ["T-Mobile", "t-mobile"],
    ["vodafone", "vodafone-uk"],
    ["vodafone de", "vodafone-de"],
    ["o2", "o2-uk"],
    ["three", "three-uk"],
    ["comcast", "xfinity"],
    ["disney+", "disney-plus"],
    ["disney plus", "disney-plus"],
    ["anthropic", "claude"],
    ["hotmail", "outlook"],
    ["psn", "playstation-network"],
    ["société générale", "societe-generale"],
    ["zabka", "zabka"],
    ["카카오톡", "kakaotalk"],
    ["Київстар", "kyivstar"],
    ["spot", "spotify"],
    ["insta", "instagram"],
    ["premium support", undefined],
  ])("finds for %j first: %s", async (query, slug) => {
    expect((await find(query))[0]).toBe(slug);
  });

  it.each([
    ["chatgtp", "chatgpt"],
    ["chat gpt", "chatgpt"],
    ["instgram", "instagram"],
    ["fortnight", "fortnite"],
    ["vodaphone", "vodafone-uk"],
    ["vodaphone de", "vodafone-de"],
    ["goolge", "google"],
    ["gogle", "google"],
    ["gmial", "gmail"],
    ["netlfix", "netflix"],
    ["facbook", "facebook"],
    ["snap chat", "snapchat"],
    ["yotube", "youtube"],
    ["whatsap", "whatsapp"],
    ["watsapp", "whatsapp"],
    ["amzon", "amazon"],
    ["cloudfare", "cloudflare"],
    ["playstaion", "playstation-network"],
    ["robolx", "roblox"],
    ["minecarft", "minecraft"],
    ["leage of legends", "league-of-legends"],
    ["discrod", "discord"],
    ["linkdin", "linkedin"],
    ["ticktok", "tiktok"],
    ["venom", "venmo"],
    ["verison", "verizon"],
    ["xfinty", "xfinity"],
    ["virgin meda", "virgin-media"],
    ["barcleys", "barclays"],
    ["bank of amercia", "bank-of-america"],
    ["fortnite server", "fortnite"],
    ["arc raider", "arc-raiders"],
  ])("forgives %j: %s", async (query, slug) => {
    expect((await find(query))[0]).toBe(slug);
  });

  it("gives no more than asked for", async () => {
    expect(await find("bank", 3)).toHaveLength(3);
    expect(await find("fortnight", 1)).toEqual(["fortnite"]);
  });

  it("gives as many as asked for where as many are spelt as typed, though some have several such names", async () => {
    expect(await find("te", 51)).toHaveLength(51);
  });

  it("does not look for misspelt names when enough are spelt as typed", async () => {
    const found = await searchServices(database.db, "vodafone", 100);
    expect(found.length).toBeGreaterThan(10);
    for (const { name, aliases } of found) expect([name, ...aliases].join().toLowerCase()).toContain("vodafone");
  });

  it.each(["", "   ", "!?", "%", "_", "\\"])("finds nothing for %j", async (query) => {
    expect(await find(query)).toEqual([]);
  });

  it("bears any text and any length", async () => {
    expect(await find("\u0000'\"\\%_\ud800 jjjjqqqqwwww")).toEqual([]);
    expect(await find("google ".repeat(10_000))).toBeInstanceOf(Array);
  });

  it("leaves the database's own threshold as it was", async () => {
    await find("goolge");
    const shown = await database.db.$queryRaw`select show_limit()::float8 as threshold`;
    expect(shown).toEqual([{ threshold: expect.closeTo(0.3) }]);
  });
});

describe("a retired service", () => {
  it("is still read by slug and in the whole catalogue, but not searched nor listed", async () => {
    const { db } = await testDatabase();
    await seedCatalogue(db);
    await db.$executeRaw`update service set retired_at = '2026-01-01T00:00:59Z' where slug = 'whatsapp'`;
    expect((await findServiceBySlug(db, "whatsapp"))?.retiredAt).toBe(Date.UTC(2026, 0, 1) / 60_000);
    expect(slugsOf(await listServices(db))).toContain("whatsapp");
    expect(slugsOf(await searchServices(db, "whatsapp", 8))).not.toContain("whatsapp");
  });
});

describe("readFingerprint", () => {
  it("stays while nothing changes, and changes with a service and with a name", async () => {
    const { db } = await testDatabase();
    const empty = await readFingerprint(db);
    await db.$executeRaw`
      insert into service (slug, name, category, problems) values ('a', 'A', 'web', '{app,other}')`;
    const one = await readFingerprint(db);
    expect(one).not.toBe(empty);
    expect(await readFingerprint(db)).toBe(one);
    await db.$executeRaw`insert into service_name select id, 'a', 0 from service`;
    const named = await readFingerprint(db);
    expect(named).not.toBe(one);
    await db.$executeRaw`update service set name = 'B'`;
    expect(await readFingerprint(db)).not.toBe(named);
  });
});
