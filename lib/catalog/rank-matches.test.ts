import { describe, expect, it } from "vitest";
import { type Match, rankMatches } from "#lib/catalog/rank-matches.ts";
import type { Service } from "#lib/catalog/service.ts";

const ids = new Map<string, number>();

function service(slug: string): Service {
  const id = ids.get(slug) ?? ids.size + 1;
  ids.set(slug, id);
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

const match = (slug: string, matched = slug, kind = 0, similarity = 0.5): Match => ({
  service: service(slug),
  matched,
  kind,
  similarity,
});

const slugs = (text: string, matches: readonly Match[]) => rankMatches(text, matches).map(({ slug }) => slug);

describe("rankMatches", () => {
  it("puts the name first, then what begins with the query, then what has such a word, then what is like it", () => {
    const matches = [match("masted"), match("my master"), match("masterclass"), match("master")];
    expect(slugs("master", matches)).toEqual(["master", "masterclass", "my master", "masted"]);
  });

  it("puts the shorter of two names first that both begin with the query", () => {
    expect(slugs("face", [match("facebook"), match("faceit")])).toEqual(["faceit", "facebook"]);
  });

  it("puts the name that needs fewer changes first", () => {
    expect(slugs("netlfix", [match("netlify"), match("netflix")])).toEqual(["netflix", "netlify"]);
  });

  it("lets trigrams decide between names that need equally many changes", () => {
    const matches = [match("vinaphone", "vinaphone", 0, 0.43), match("vodafone-uk", "vodafone", 1, 0.46)];
    expect(slugs("vodaphone", matches)).toEqual(["vodafone-uk", "vinaphone"]);
  });

  it("puts a name before an alias of the same spelling, and then goes by slug", () => {
    const matches = [match("b", "three", 1), match("c", "three", 0), match("a", "three", 1)];
    expect(slugs("three", matches)).toEqual(["c", "a", "b"]);
  });

  it("leaves out what needs more changes than two letters in five", () => {
    expect(slugs("fortnight", [match("fortnite"), match("fortuneo")])).toEqual(["fortnite"]);
  });

  it("names a service once, by its best name", () => {
    const matches = [match("x", "twitter", 1), match("twitch"), match("x", "twitter com", 1)];
    expect(slugs("twitter", matches)).toEqual(["x", "twitch"]);
  });

  it("finds nothing among nothing", () => {
    expect(slugs("google", [])).toEqual([]);
  });
});
