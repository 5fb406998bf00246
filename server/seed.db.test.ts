import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { listServices } from "#lib/catalog/catalog.db.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { CatalogueError } from "#server/read-catalogue.ts";
import { seedCatalogue } from "#server/seed.ts";
import { testDatabase } from "#server/testing/test-database.ts";

interface Written {
  readonly slug: string;
  readonly name: string;
  readonly [key: string]: unknown;
}

/** A catalogue folder with one file, web.json. */
async function folderWith(...services: readonly Written[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "groundswell-catalogue-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, "web.json"), JSON.stringify({ category: "web", services }));
  return folder;
}

const ALPHA = { slug: "alpha", name: "Alpha", aliases: ["First"], country: "GB" };
const BETA = { slug: "beta", name: "Beta", parent: "alpha" };

const NOTHING = { services: 0, retired: 0, parents: 0, names: 0, kept: [] };

async function bySlug(db: PrismaClient) {
  return new Map((await listServices(db)).map((service) => [service.slug, service]));
}

/** Changes of a row's place or content show in these. */
async function rowVersions(db: PrismaClient) {
  return db.$queryRaw`
    select slug, xmin::text, ctid::text
    from service
    order by slug`;
}

async function namesOf(db: PrismaClient, slug: string) {
  const rows = await db.serviceName.findMany({ where: { service: { slug } }, orderBy: { kind: "asc" } });
  return rows.map(({ normalized, kind }) => [normalized, kind]);
}

describe("seedCatalogue", () => {
  it("fills an empty database with the whole catalogue, and does nothing the second time", async () => {
    const { db } = await testDatabase();
    const first = await seedCatalogue(db);
    expect(first.services).toBeGreaterThanOrEqual(2_000);
    const versions = await rowVersions(db);
    expect(await seedCatalogue(db)).toEqual(NOTHING);
    expect(await rowVersions(db)).toEqual(versions);
  });

  it("writes services, parents and names", async () => {
    const { db } = await testDatabase();
    expect(await seedCatalogue(db, await folderWith(BETA, ALPHA))).toEqual({
      services: 2,
      retired: 0,
      kept: [],
      parents: 1,
      names: 3,
    });
    const services = await bySlug(db);
    expect(services.get("beta")).toMatchObject({ name: "Beta", parent: "alpha", category: "web", country: null });
    expect(await namesOf(db, "alpha")).toEqual([
      ["alpha", 0],
      ["first", 1],
    ]);
  });

  it("refuses a folder without files, which would retire every service", async () => {
    const { db } = await testDatabase();
    await seedCatalogue(db, await folderWith(ALPHA));
    const empty = await mkdtemp(join(tmpdir(), "groundswell-catalogue-"));
    onTestFinished(() => rm(empty, { recursive: true }));
    await expect(seedCatalogue(db, empty)).rejects.toThrow(/holds no \.json/);
    expect((await bySlug(db)).get("alpha")?.retiredAt).toBeNull();
  });

  it("rewrites the service that changed and no other, and keeps its id", async () => {
    const { db } = await testDatabase();
    await seedCatalogue(db, await folderWith(ALPHA, BETA));
    const [before, versions] = [await bySlug(db), await rowVersions(db)];
    const changed = { ...ALPHA, name: "Alpha One", problems: ["app", "login"], statusUrl: "https://status.example/" };
    expect(await seedCatalogue(db, await folderWith(changed, BETA))).toEqual({ ...NOTHING, services: 1, names: 2 });
    const after = await bySlug(db);
    expect(after.get("alpha")).toMatchObject({
      id: before.get("alpha")?.id,
      name: "Alpha One",
      problems: ["app", "login", "other"],
      statusUrl: "https://status.example/",
    });
    expect((await rowVersions(db)) as unknown[]).toContainEqual((versions as unknown[])[1]);
  });

  it("adds, removes and re-labels names", async () => {
    const { db } = await testDatabase();
    await seedCatalogue(db, await folderWith(ALPHA));
    await seedCatalogue(db, await folderWith({ ...ALPHA, name: "First", aliases: ["Alef"] }));
    expect(await namesOf(db, "alpha")).toEqual([
      ["first", 0],
      ["alef", 1],
      ["alpha", 2],
    ]);
  });

  it("moves a service to another parent, and to none", async () => {
    const { db } = await testDatabase();
    const gamma = { slug: "gamma", name: "Gamma" };
    await seedCatalogue(db, await folderWith(ALPHA, BETA, gamma));
    await seedCatalogue(db, await folderWith(ALPHA, { ...BETA, parent: "gamma" }, gamma));
    expect((await bySlug(db)).get("beta")?.parent).toBe("gamma");
    const { parent: _, ...orphan } = BETA;
    await seedCatalogue(db, await folderWith(ALPHA, orphan, gamma));
    expect((await bySlug(db)).get("beta")?.parent).toBeNull();
  });

  it("retires a service that has left the files, once, and brings it back with its id", async () => {
    const { db } = await testDatabase();
    await seedCatalogue(db, await folderWith(ALPHA, BETA));
    const id = (await bySlug(db)).get("beta")?.id;
    expect(await seedCatalogue(db, await folderWith(ALPHA))).toEqual({ ...NOTHING, retired: 1 });
    expect((await bySlug(db)).get("beta")).toMatchObject({ id, retiredAt: expect.any(Number), parent: "alpha" });
    expect(await seedCatalogue(db, await folderWith(ALPHA))).toEqual(NOTHING);
    expect(await seedCatalogue(db, await folderWith(ALPHA, BETA))).toEqual({ ...NOTHING, services: 1 });
    expect((await bySlug(db)).get("beta")).toMatchObject({ id, retiredAt: null });
  });

  it("retires a service that has left the files only when its incident is over, and says which it kept", async () => {
    const { db } = await testDatabase();
    await seedCatalogue(db, await folderWith(ALPHA, BETA));
    const serviceId = (await bySlug(db)).get("beta")?.id ?? 0;
    const id = "2026-11-22-beta";
    await db.incident.create({ data: { id, serviceId, level: "outage", startedMinute: 1, openedMinute: 2 } });
    const without = await folderWith(ALPHA);
    expect(await seedCatalogue(db, without)).toEqual({ ...NOTHING, kept: ["beta"] });
    expect((await bySlug(db)).get("beta")?.retiredAt).toBeNull();
    // As a release did that did not ask for incidents.
    await db.service.update({ where: { slug: "beta" }, data: { retiredAt: new Date() } });
    expect(await seedCatalogue(db, without)).toEqual({ ...NOTHING, kept: ["beta"] });
    expect((await bySlug(db)).get("beta")?.retiredAt).toBeNull();
    await db.incident.update({ where: { id }, data: { resolvedMinute: 9 } });
    expect(await seedCatalogue(db, without)).toEqual({ ...NOTHING, retired: 1 });
  });

  it.each([
    ["writes down since when a service is back that was away for more than a day", "25 hours", true],
    ["leaves one as it was that was away for less, as after a slip in the files", "23 hours", false],
  ])("%s", async (_, away, isWritten) => {
    const { db } = await testDatabase();
    await seedCatalogue(db, await folderWith(ALPHA, BETA));
    await seedCatalogue(db, await folderWith(ALPHA));
    await db.$executeRaw`update service set retired_at = now() - ${away}::interval where slug = 'beta'`;
    await seedCatalogue(db, await folderWith(ALPHA, BETA));
    const { returnedMinute } = await db.service.findUniqueOrThrow({ where: { slug: "beta" } });
    if (isWritten) expect(Math.abs((returnedMinute ?? 0) - Date.now() / 60_000)).toBeLessThan(5);
    else expect(returnedMinute).toBeNull();
    await seedCatalogue(db, await folderWith({ ...ALPHA, name: "Alpha One" }, { ...BETA, name: "Beta One" }));
    expect((await db.service.findUniqueOrThrow({ where: { slug: "beta" } })).returnedMinute).toBe(returnedMinute);
    expect((await db.service.findUniqueOrThrow({ where: { slug: "alpha" } })).returnedMinute).toBeNull();
  });

  it("gives the same result when several processes start at once", async () => {
    const { db } = await testDatabase();
    const folder = await folderWith(ALPHA, BETA);
    const seeded = await Promise.all([1, 2, 3].map(() => seedCatalogue(db, folder)));
    expect(seeded.map(({ services }) => services).sort()).toEqual([0, 0, 2]);
  });

  it("refuses files with mistakes, tells them all, and changes nothing", async () => {
    const { db } = await testDatabase();
    await seedCatalogue(db, await folderWith(ALPHA));
    const folder = await folderWith({ ...BETA, parent: "omega" }, { ...BETA, country: undefined });
    const error = await seedCatalogue(db, folder).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(CatalogueError);
    expect(error).toMatchObject({
      mistakes: expect.arrayContaining(["web.json: beta: the parent omega is in no file"]),
    });
    expect([...(await bySlug(db)).keys()]).toEqual(["alpha"]);
  });

  it("names the file that is not JSON", async () => {
    const { db } = await testDatabase();
    const folder = await folderWith(ALPHA);
    await writeFile(join(folder, "ai.json"), "{");
    await expect(seedCatalogue(db, folder)).rejects.toThrow("ai.json: is not JSON");
  });
});
