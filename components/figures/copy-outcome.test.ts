import { describe, expect, it } from "vitest";
import { outcomeWords } from "#components/figures/copy-outcome.ts";

describe("what is said beside the button that copies a text", () => {
  it.each([
    ["nothing before it was pressed", null, ""],
    ["that it was copied", { text: "theme=dark", isCopied: true }, "Copied."],
    ["what to press where it could only be selected", { text: "theme=dark", isCopied: false }, "press Ctrl+C"],
    ["nothing of an earlier text that was copied", { text: "theme=light", isCopied: true }, ""],
    ["nothing of an earlier text that was selected", { text: "theme=light", isCopied: false }, ""],
  ])("is %s", (_, outcome, words) => {
    const told = outcomeWords(outcome, "theme=dark");
    expect(told).toContain(words);
    expect(told === "").toBe(words === "");
  });
});
