import { describe, expect, it } from "vitest";
import { catalogueRows } from "#lib/catalog/catalogue-rows.ts";
import { findCategory } from "#lib/catalog/categories.ts";

const row = (service: { slug: string; name: string; [key: string]: unknown }) =>
  catalogueRows([{ category: "carriers", services: [service] }])[0];

describe("catalogueRows", () => {
  it("fills in what a service leaves out", () => {
    expect(row({ slug: "visible", name: "Visible" })).toEqual({
      slug: "visible",
      name: "Visible",
      category: "carriers",
      problems: findCategory("carriers").problems,
      network: false,
      country: null,
      parent: null,
      statusUrl: null,
      names: [{ normalized: "visible", kind: 0 }],
    });
  });

  it("keeps what a service has of its own", () => {
    const own = { network: true, country: "US", parent: "verizon", statusUrl: "https://status.example/" };
    expect(row({ slug: "visible", name: "Visible", ...own })).toMatchObject(own);
  });

  it("ends a service's own problems with something else", () => {
    expect(row({ slug: "a", name: "A", problems: ["no-signal", "app"] })?.problems).toEqual([
      "no-signal",
      "app",
      "other",
    ]);
  });

  it("makes a service findable by name, aliases and the words of its slug", () => {
    expect(row({ slug: "t-mobile", name: "T-Mobile", aliases: ["T-Mobile US"] })?.names).toEqual([
      { normalized: "tmobile", kind: 0 },
      { normalized: "tmobile us", kind: 1 },
      { normalized: "t mobile", kind: 2 },
    ]);
  });

  it("names the same text once, as the better kind", () => {
    expect(row({ slug: "at-and-t", name: "AT&T", aliases: ["ATT"] })?.names).toEqual([
      { normalized: "at and t", kind: 0 },
      { normalized: "att", kind: 1 },
    ]);
  });
});
