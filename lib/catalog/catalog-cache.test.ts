import { describe, expect, it, vi } from "vitest";
import { createCatalogCache } from "#lib/catalog/catalog-cache.ts";
import type { Service } from "#lib/catalog/service.ts";

function service(id: number, slug: string): Service {
  return {
    id,
    slug,
    name: slug,
    aliases: [],
    category: "web",
    problems: ["website", "other"],
    network: false,
    country: null,
    parent: null,
    statusUrl: null,
    retiredAt: null,
  };
}

/** A cache over a pretended database whose content, answers and clock the test moves. */
function world() {
  const database = { version: 1, services: [service(1, "google")], isAway: false };
  let nowMs = 1_000;
  const answer = async <T>(value: () => T) => {
    if (database.isAway) throw new Error("away");
    return value();
  };
  const fingerprint = vi.fn(() => answer(() => String(database.version)));
  const load = vi.fn(() => answer(() => database.services));
  const onStale = vi.fn();
  const read = createCatalogCache({ fingerprint, load, monotonicMs: () => nowMs, refreshMs: 30_000, onStale });
  return {
    database,
    load,
    fingerprint,
    onStale,
    read,
    slugs: async () => (await read()).services.map(({ slug }) => slug),
    pass: (ms: number) => {
      nowMs += ms;
    },
    add: (added: Service) => {
      database.services = [...database.services, added];
      database.version += 1;
    },
  };
}

describe("createCatalogCache", () => {
  it("finds a service by slug and by id", async () => {
    const catalog = await world().read();
    expect(catalog.bySlug.get("google")).toBe(catalog.byId.get(1));
    expect(catalog.bySlug.get("bing")).toBeUndefined();
  });

  it("asks once for all the callers that come before the first answer", async () => {
    const { read, load, fingerprint } = world();
    await Promise.all([read(), read(), read()]);
    expect(fingerprint).toHaveBeenCalledTimes(1);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it("does not ask again within 30 seconds", async () => {
    const { read, fingerprint, pass } = world();
    await read();
    pass(29_999);
    await read();
    expect(fingerprint).toHaveBeenCalledTimes(1);
  });

  it("serves the old catalogue while it fetches the new one, then the new one", async () => {
    const { slugs, load, add, pass } = world();
    await slugs();
    add(service(2, "bing"));
    pass(30_000);
    expect(await slugs()).toEqual(["google"]);
    await expect.poll(() => slugs()).toEqual(["google", "bing"]);
    expect(load).toHaveBeenCalledTimes(2);
  });

  it("does not load again what has not changed", async () => {
    const { read, load, fingerprint, pass } = world();
    const first = await read();
    pass(30_000);
    await read();
    await expect.poll(() => fingerprint).toHaveBeenCalledTimes(2);
    expect(load).toHaveBeenCalledTimes(1);
    expect(await read()).toBe(first);
  });

  it("goes on with the old catalogue while the database is away, trying every 30 seconds", async () => {
    const { slugs, database, fingerprint, onStale, pass } = world();
    await slugs();
    database.isAway = true;
    for (const tries of [1, 2, 3]) {
      pass(30_000);
      expect(await slugs()).toEqual(["google"]);
      expect(await slugs()).toEqual(["google"]);
      await expect.poll(() => onStale).toHaveBeenCalledTimes(tries);
    }
    expect(fingerprint).toHaveBeenCalledTimes(4);
  });

  it("sees what changed while the database was away, once it is back", async () => {
    const { slugs, database, onStale, add, pass } = world();
    await slugs();
    database.isAway = true;
    pass(30_000);
    await slugs();
    await expect.poll(() => onStale).toHaveBeenCalled();
    database.isAway = false;
    add(service(2, "bing"));
    pass(30_000);
    await expect.poll(() => slugs()).toEqual(["google", "bing"]);
  });

  it("rejects while nothing was ever loaded, and asks anew for each caller", async () => {
    const { slugs, database, onStale } = world();
    database.isAway = true;
    await expect(slugs()).rejects.toThrow("away");
    await expect(slugs()).rejects.toThrow("away");
    database.isAway = false;
    expect(await slugs()).toEqual(["google"]);
    expect(onStale).not.toHaveBeenCalled();
  });
});
