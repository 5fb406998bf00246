import { describe, expect, it } from "vitest";
import { correctionInput } from "#lib/incidents/correction-input.ts";

describe("what an operator posts to correct an incident", () => {
  it("is one reason in plain text, without blanks around it", () => {
    expect(correctionInput.parse({ reason: " A rehearsal. " })).toEqual({ reason: "A rehearsal." });
  });

  it.each([
    ["no reason", {}],
    ["an empty one", { reason: "  " }],
    ["one that is too long", { reason: "x".repeat(501) }],
    ["one of several lines", { reason: "a\nb" }],
    ["one that turns the direction of the text", { reason: "a\u202eb" }],
    ["something else beside it", { reason: "a", minute: 5 }],
    ["a list", [{ reason: "a" }]],
  ])("is refused with %s", (_, body) => {
    expect(correctionInput.safeParse(body).success).toBe(false);
  });
});
