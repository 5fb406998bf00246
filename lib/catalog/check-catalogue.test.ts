import { describe, expect, it } from "vitest";
import { checkCatalogue } from "#lib/catalog/check-catalogue.ts";

const file = (category: string, ...services: unknown[]) => ({
  name: `${category}.json`,
  content: { category, services },
});

const GOOGLE = { slug: "google", name: "Google", country: "US" };
const GMAIL = { slug: "gmail", name: "Gmail", aliases: ["Google Mail"], country: "US", parent: "google" };

const mistakesOf = (...files: ReturnType<typeof file>[]) => checkCatalogue(files).mistakes;
const mistakesIn = (change: object) => mistakesOf(file("web", GOOGLE, { ...GMAIL, ...change }));

describe("checkCatalogue", () => {
  it("finds nothing wrong with a right file, and gives it back", () => {
    const checked = checkCatalogue([file("web", GOOGLE, GMAIL)]);
    expect(checked.mistakes).toEqual([]);
    expect(checked.files).toEqual([{ category: "web", services: [GOOGLE, GMAIL] }]);
  });

  it.each([
    ["a slug with a capital", { slug: "Gmail" }, "(Gmail).slug: must be lower-case words"],
    ["a slug with two hyphens", { slug: "g--mail" }, "(g--mail).slug: must be lower-case words"],
    ["a slug of 41 letters", { slug: "a".repeat(41) }, "slug: is longer than 40 characters"],
    ["an empty name", { name: "" }, "(gmail).name: is empty"],
    ["a name of 61 letters", { name: "a".repeat(61) }, "(gmail).name: is longer than 60 characters"],
    ["a name in spaces", { name: " Gmail" }, "(gmail).name: begins or ends with a space"],
    ["a name without letters", { name: "!!!" }, "(gmail).name: has no letter or digit"],
    ["an empty list of aliases", { aliases: [] }, "(gmail).aliases: is empty: leave it out"],
    ["an alias without letters", { aliases: ["Google Mail", "—"] }, "(gmail).aliases.1: has no letter or digit"],
    ["a country that is none", { country: "UK" }, "(gmail).country: is not an ISO 3166-1 country code such as GB"],
    ["network: false", { network: false }, "(gmail).network: is true or left out"],
    ["an http status address", { statusUrl: "http://a.example/" }, "(gmail).statusUrl: must be an https address"],
    ["a status address that is none", { statusUrl: "a.example" }, "(gmail).statusUrl: must be an https address"],
    ["an unknown problem", { problems: ["app", "weather"] }, '(gmail).problems.1: "weather" is not a problem'],
    ["a listed other", { problems: ["app", "other"] }, '(gmail).problems.1: "other" ends every list by itself'],
    ["a single problem", { problems: ["app"] }, "(gmail).problems: has fewer than 2 choices"],
    [
      "six problems",
      { problems: ["app", "login", "website", "search", "sync", "feed"] },
      "(gmail).problems: has more than 5 choices",
    ],
    ["a problem twice", { problems: ["app", "app"] }, "(gmail).problems: names a problem twice"],
    ["an unknown key", { alias: "Mail" }, 'web.json: services[1] (gmail): Unrecognized key: "alias"'],
    ["an unknown parent", { parent: "alphabet" }, "web.json: gmail: the parent alphabet is in no file"],
    ["itself as parent", { parent: "gmail" }, "web.json: gmail: is its own ancestor: gmail > gmail"],
    ["a slug of another", { slug: "google" }, "web.json: google: has the slug of google (web.json)"],
    ["a name of another", { name: "GOOGLE!" }, "web.json: gmail: has the name of google (web.json)"],
    ["an alias that is another's name", { aliases: ["google"] }, 'the alias "google" is the name of google'],
    ["an alias that is its own name", { aliases: ["G-Mail"] }, 'the alias "G-Mail" reads the same as the name'],
    ["an alias twice", { aliases: ["G Mail", "g mail"] }, 'the alias "g mail" reads the same as the name or another'],
  ])("finds %s", (_what, change, expected) => {
    const mistakes = mistakesIn(change);
    expect(mistakes.some((mistake) => mistake.includes(expected))).toBe(true);
    for (const mistake of mistakes) expect(mistake).toMatch(/^web\.json: /);
  });

  it("finds a circle of parents, once for each service in it", () => {
    const circle = [
      { slug: "a", name: "A", parent: "b" },
      { slug: "b", name: "B", parent: "c" },
      { slug: "c", name: "C", parent: "b" },
    ];
    expect(mistakesOf(file("web", ...circle))).toEqual([
      "web.json: b: is its own ancestor: b > c > b",
      "web.json: c: is its own ancestor: c > b > c",
    ]);
  });

  it("finds the same slug in two files", () => {
    expect(mistakesOf(file("web", GOOGLE), file("ai", { ...GOOGLE, name: "Gemini" }))).toEqual([
      "ai.json: google: has the slug of google (web.json)",
    ]);
  });

  it("lets two services share an alias, because people mean both", () => {
    const [one, two] = [
      { slug: "free-us", name: "Free US", aliases: ["Free"] },
      { slug: "free-fr", name: "Free FR", aliases: ["Free"] },
    ];
    expect(mistakesOf(file("web", one, two))).toEqual([]);
  });

  it("finds a parent in another file", () => {
    expect(mistakesOf(file("mail-office", GMAIL), file("web", GOOGLE))).toEqual([]);
  });

  it("finds an unknown category, and a file whose name is not its category's", () => {
    expect(mistakesOf(file("gardening"))).toEqual(["gardening.json: category: is not a category of categories.ts"]);
    expect(mistakesOf({ ...file("web"), name: "sites.json" })).toEqual([
      "sites.json: holds the category web: name it web.json",
    ]);
  });

  it("finds every mistake of every file at once", () => {
    const mistakes = mistakesOf(
      file("web", { ...GOOGLE, country: "XX" }, { ...GMAIL, network: 1 }),
      file("ai", { slug: "b" }),
    );
    expect(mistakes).toHaveLength(3);
  });

  it.each([[null], [[]], ["text"], [{ category: "web", services: {} }], [{ category: "web", services: [null] }]])(
    "says so of a file that holds %j",
    (content) => {
      expect(checkCatalogue([{ name: "web.json", content }]).mistakes.length).toBeGreaterThan(0);
    },
  );
});
