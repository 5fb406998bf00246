import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { catalogueRows } from "#lib/catalog/catalogue-rows.ts";
import { CATEGORY_KEYS } from "#lib/catalog/categories.ts";
import { checkCatalogue } from "#lib/catalog/check-catalogue.ts";

const folder = resolve("prisma/catalogue");
const checked = checkCatalogue(
  readdirSync(folder).map((name) => ({
    name,
    content: JSON.parse(readFileSync(resolve(folder, name), "utf8")) as unknown,
  })),
);
const rows = catalogueRows(checked.files);
const bySlug = new Map(rows.map((row) => [row.slug, row]));

/** The services of the recorded outages, with the problems that were reported then. */
const RECORDED: readonly (readonly [string, string])[] = [
  ["amazon", "app website server-connection"],
  ["arc-raiders", "server-connection login"],
  ["att", "mobile-phone no-signal mobile-internet"],
  ["aws", "app website server-connection"],
  ["canva", "app website server-connection"],
  ["chatgpt", "app website login"],
  ["cloudflare", "website server-connection"],
  ["cricket", "mobile-phone no-signal"],
  ["duolingo", "app website server-connection"],
  ["ee-uk", "mobile-phone no-signal mobile-internet"],
  ["epic-games", "login server-connection"],
  ["facebook", "login app website"],
  ["fortnite", "app website server-connection"],
  ["instagram", "app feed login"],
  ["league-of-legends", "server-connection login"],
  ["o2-uk", "mobile-phone no-signal mobile-internet"],
  ["ring", "app website server-connection"],
  ["roblox", "app website server-connection"],
  ["signal", "app website server-connection"],
  ["snapchat", "app website server-connection"],
  ["t-mobile", "mobile-phone no-signal"],
  ["three-uk", "mobile-phone no-signal mobile-internet"],
  ["venmo", "app website server-connection"],
  ["verizon", "mobile-phone no-signal"],
  ["vodafone-uk", "mobile-phone no-signal mobile-internet"],
  ["x", "app website server-connection"],
];

describe("the catalogue", () => {
  it("has no mistake", () => {
    expect(checked.mistakes).toEqual([]);
  });

  it("has a file for every category", () => {
    expect(checked.files.map(({ category }) => category).sort()).toEqual([...CATEGORY_KEYS].sort());
  });

  it("is large: at least 2,000 services in 24 categories and 70 countries", () => {
    expect(rows.length).toBeGreaterThanOrEqual(2_000);
    expect(checked.files.length).toBeGreaterThanOrEqual(24);
    expect(new Set(rows.map(({ country }) => country)).size).toBeGreaterThanOrEqual(70);
  });

  it.each(RECORDED)("has %s with the problems %s", (slug, problems) => {
    expect(bySlug.get(slug)?.problems).toEqual(expect.arrayContaining(problems.split(" ")));
  });

  it("marks carriers and internet providers as networks, and nobody else", () => {
    for (const { slug, category, network } of rows)
      expect({ slug, network }).toEqual({ slug, network: category === "carriers" || category === "internet" });
  });

  it("keeps each file in the order of its slugs", () => {
    for (const { services } of checked.files) {
      const slugs = services.map(({ slug }) => slug);
      expect(slugs).toEqual([...slugs].sort());
    }
  });

  it.each([
    ["amazon", "aws prime-video alexa ring twitch"],
    ["att", "cricket firstnet"],
    ["epic-games", "fortnite rocket-league"],
    ["google", "youtube gmail google-maps"],
    ["meta", "facebook instagram whatsapp threads messenger"],
    ["microsoft", "outlook teams xbox github azure"],
  ])("puts under %s: %s", (parent, children) => {
    for (const slug of children.split(" ")) expect(bySlug.get(slug)?.parent).toBe(parent);
  });
});
