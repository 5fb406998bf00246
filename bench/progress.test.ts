import { describe, expect, it } from "vitest";
import { createProgress } from "#bench/progress.ts";

function written(isTTY: boolean, fractions: readonly number[]): string[] {
  const lines: string[] = [];
  const progress = createProgress({ isTTY, write: (text) => lines.push(text) });
  for (const fraction of fractions) progress(fraction, "00:05");
  return lines;
}

describe("createProgress", () => {
  it("writes a line per tenth into a log", () => {
    expect(written(false, [0, 0.05, 0.12, 0.19, 0.5, 1])).toEqual([
      "  0 %  00:05\n",
      " 10 %  00:05\n",
      " 50 %  00:05\n",
      "100 %  00:05\n",
    ]);
  });

  it("writes over one line in a terminal, and leaves it at the end", () => {
    const lines = written(true, [0, 0.5, 1]);
    expect(lines.every((line) => line.startsWith("\r"))).toBe(true);
    expect(lines.map((line) => line.endsWith("\n"))).toEqual([false, false, true]);
    expect(lines[1]).toContain("████████████░░░░░░░░░░░░");
  });
});
