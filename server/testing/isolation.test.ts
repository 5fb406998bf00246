import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const REPLACES = /\bvi\.(mock|doMock|stubEnv|resetModules)\(/;
const files = globSync("{app,bench,components,lib,server}/**/*.test.{ts,tsx}").filter((file) => !file.includes(".db."));

/** Test files that replace modules, or the environment that modules read when they are loaded. */
function replacing(): string[] {
  return files.filter((file) => REPLACES.test(readFileSync(file, "utf8").replaceAll(/".*?"|`.*?`|\/.*?\/;/g, "")));
}

describe("a test that replaces what others load", () => {
  it("says so in its name, by which it has its modules for itself", () => {
    expect(files.length).toBeGreaterThan(200);
    expect(replacing()).toEqual(files.filter((file) => file.endsWith(".isolated.test.ts")));
  });
});
