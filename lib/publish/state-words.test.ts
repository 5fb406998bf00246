import { describe, expect, it } from "vitest";
import type { StateKey } from "#lib/live/snapshot.ts";
import { renderStateShape, stateShape } from "#lib/publish/state-shape.ts";
import { modeNotice, stateSentence, stateWords } from "#lib/publish/state-words.ts";
import { parseMarkup } from "#lib/publish/testing/parse-markup.ts";

const STATES: readonly StateKey[] = ["normal", "possible", "unconfirmed", "outage"];

describe("the words of a state", () => {
  it.each([
    ["normal", "Nothing unusual", "Nothing unusual in the reports about Steam"],
    ["possible", "Possible problems", "There may be problems with Steam"],
    ["unconfirmed", "Unconfirmed", "Many reports about Steam, but from too few networks to be confirmed"],
    ["outage", "Problems", "Many people report problems with Steam"],
  ] as const)("say %s as %s", (state, word, sentence) => {
    expect(stateWords(state).word).toBe(word);
    expect(stateSentence(state, "Steam")).toBe(sentence);
  });

  it.each(STATES)("never claim that a service is down or count users (%s)", (state) => {
    const { word, phrase, meaning } = stateWords(state);
    const all = [word, phrase, meaning, stateSentence(state, "Steam")].join(" ");
    expect(all).not.toMatch(/\bdown\b|offline|users|customers/i);
  });
});

describe("the shape of a state", () => {
  it("differs between any two states without colour", () => {
    const drawn = STATES.map((state) => renderStateShape(state, "black"));
    expect(new Set(drawn).size).toBe(STATES.length);
  });

  it.each(STATES)("is markup that screen readers skip (%s)", (state) => {
    const [svg] = parseMarkup(renderStateShape(state, "currentColor"));
    expect(svg?.attributes["aria-hidden"]).toBe("true");
  });

  it("is filled more the worse it is", () => {
    expect(stateShape("normal").fill).toBeNull();
    expect(stateShape("possible").fill).not.toBeNull();
    expect(stateShape("outage").ring).toBeNull();
  });
});

describe("the notice of a mode", () => {
  it("is missing from live data only", () => {
    expect(modeNotice("live")).toBeNull();
    expect(modeNotice("demo")?.long).toMatch(/not news/);
    expect(modeNotice("replay")?.long).toMatch(/past day/);
  });
});
