import { beforeEach, describe, expect, it, vi } from "vitest";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { testDatabase } from "#server/testing/test-database.ts";

const own = vi.hoisted(() => ({ db: undefined as PrismaClient | undefined }));

vi.mock("#lib/db.ts", async (original) => ({ ...(await original<typeof import("#lib/db.ts")>()), db: () => own.db }));

const { readCatalog, readService } = await import("#lib/catalog/read-catalog.ts");

let db: PrismaClient;

beforeEach(async () => {
  ({ db } = await testDatabase());
  own.db = db;
  delete (globalThis as { groundswellCatalog?: unknown }).groundswellCatalog;
  await db.$executeRaw`
    insert into service (slug, name, category, problems, retired_at)
    values ('alpha', 'Alpha', 'web', '{app,other}', null), ('beta', 'Beta', 'web', '{app,other}', now())`;
});

describe("readService", () => {
  it("finds a service by its slug, retired or not, and nothing else", async () => {
    expect(await readService("alpha")).toMatchObject({ name: "Alpha", retiredAt: null });
    expect(await readService("beta")).toMatchObject({ name: "Beta", retiredAt: expect.any(Number) });
    expect(await readService("gamma")).toBeNull();
    expect(await readService("constructor")).toBeNull();
  });

  it("answers from memory after the first time, even when the table is gone", async () => {
    await readService("alpha");
    await db.$executeRaw`drop table service cascade`;
    expect(await readService("alpha")).toMatchObject({ name: "Alpha" });
  });

  it("rejects when the table is gone before the first time", async () => {
    await db.$executeRaw`drop table service cascade`;
    await expect(readService("alpha")).rejects.toThrow("does not exist");
  });
});

describe("readCatalog", () => {
  it("has every service in a list and by id", async () => {
    const { services, byId } = await readCatalog();
    expect(services.map(({ slug }) => slug)).toEqual(["alpha", "beta"]);
    for (const service of services) expect(byId.get(service.id)).toBe(service);
  });
});
