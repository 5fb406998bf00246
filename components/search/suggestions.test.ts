import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  NO_SUGGESTIONS,
  nextSuggestions,
  type SuggestionState,
  wantedSuggestions,
} from "#components/search/suggestions.ts";

const ITEMS = ["chatgpt", "chase", "champions"].map((slug) => ({ slug, name: slug, state: "normal" as const }));
const OPEN: SuggestionState = { ...NO_SUGGESTIONS, query: "cha", items: ITEMS, isOpen: true };

describe("the list below the search field", () => {
  it("opens with what was found for the query that stands in the field", () => {
    const typed = nextSuggestions(NO_SUGGESTIONS, { type: "typed", query: "cha" });
    expect(nextSuggestions(typed, { type: "found", query: "cha", items: ITEMS })).toEqual(OPEN);
  });

  it("drops the answer to an older query", () => {
    const typed = nextSuggestions(OPEN, { type: "typed", query: "chat" });
    expect(nextSuggestions(typed, { type: "found", query: "cha", items: [] })).toBe(typed);
  });

  it("stays closed and says so when nothing is found, until something is, the field is emptied or left", () => {
    const typed = nextSuggestions(NO_SUGGESTIONS, { type: "typed", query: "chx" });
    const none = nextSuggestions(typed, { type: "found", query: "chx", items: [] });
    expect(none).toMatchObject({ isOpen: false, isNothing: true });
    const more = nextSuggestions(none, { type: "typed", query: "cha" });
    expect(more).toMatchObject({ isOpen: false, isNothing: true });
    expect(nextSuggestions(more, { type: "found", query: "cha", items: ITEMS })).toEqual(OPEN);
    expect(nextSuggestions(none, { type: "typed", query: "" }).isNothing).toBe(false);
    expect(nextSuggestions(none, { type: "closed" }).isNothing).toBe(false);
  });

  it("says nothing where nobody could be asked", () => {
    const typed = nextSuggestions(OPEN, { type: "typed", query: "chat" });
    expect(nextSuggestions(typed, { type: "found", query: "chat", items: null })).toEqual({
      ...NO_SUGGESTIONS,
      query: "chat",
    });
  });

  it("stays closed when the answer comes after the field was left, and keeps no option of an older query", () => {
    const typed = nextSuggestions(OPEN, { type: "typed", query: "chat" });
    const left = nextSuggestions(typed, { type: "closed" });
    expect([typed, left].map(wantedSuggestions)).toEqual(["chat", null]);
    expect(left).toMatchObject({ isOpen: false, items: [] });
    expect(nextSuggestions(left, { type: "found", query: "chat", items: ITEMS })).toBe(left);
  });

  it("empties with the field", () => {
    expect(nextSuggestions(OPEN, { type: "typed", query: " " })).toEqual({
      ...NO_SUGGESTIONS,
      query: " ",
      isAwaited: true,
    });
  });

  it("is for what is typed, also when that is what the page came with again", () => {
    const came = { ...NO_SUGGESTIONS, query: "foo" };
    const longer = nextSuggestions(came, { type: "typed", query: "foox" });
    const again = nextSuggestions(longer, { type: "typed", query: "foo" });
    expect([came, longer, again].map(wantedSuggestions)).toEqual([null, "foox", "foo"]);
    expect(wantedSuggestions(nextSuggestions(again, { type: "typed", query: " " }))).toBeNull();
  });

  it.each([
    [-1, 1, 0],
    [0, 1, 1],
    [2, 1, -1],
    [-1, -1, 2],
    [0, -1, -1],
  ] as const)("moves from %i by %i to %i", (active, by, expected) => {
    expect(nextSuggestions({ ...OPEN, active }, { type: "moved", by }).active).toBe(expected);
  });

  it("opens again by the arrow keys after Escape", () => {
    const closed = nextSuggestions({ ...OPEN, active: 1 }, { type: "closed" });
    expect(closed).toMatchObject({ isOpen: false, active: -1, items: ITEMS });
    expect(nextSuggestions(closed, { type: "moved", by: 1 })).toMatchObject({ isOpen: true, active: 0 });
  });

  it("always stands on the field or on an option, whatever the keys", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(1 as const, -1 as const)), fc.nat({ max: 3 }), (moves, count) => {
        const start: SuggestionState = { ...OPEN, items: ITEMS.slice(0, count) };
        const end = moves.reduce<SuggestionState>((state, by) => nextSuggestions(state, { type: "moved", by }), start);
        expect(end.active).toBeGreaterThanOrEqual(-1);
        expect(end.active).toBeLessThan(Math.max(count, 1));
      }),
    );
  });
});
