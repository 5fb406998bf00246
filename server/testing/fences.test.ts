import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { brokenFences } from "#server/testing/fences.ts";

describe("the import borders", () => {
  it("hold in every file of the project", () => {
    const files = globSync("{app,components,lib}/**/*.{ts,tsx}").filter((file) => !file.startsWith("lib/generated"));
    expect(files.length).toBeGreaterThan(50);
    expect(files.flatMap((file) => brokenFences(file, readFileSync(file, "utf8")))).toEqual([]);
  });

  it.each([
    [
      "an arrow that points right",
      "lib/buckets/a.ts",
      'import { x } from "#lib/live/snapshot.ts";',
      "lib/buckets may not import lib/live",
    ],
    [
      "ingest that knows the detector",
      "lib/reports/a.ts",
      'import { x } from "#lib/detection/verdict.ts";',
      "lib/reports may not import lib/detection",
    ],
    ["a new folder without a place in the pipeline", "lib/helpers/a.ts", "", "lib/helpers is no stage"],
    [
      "a pure file with SQL",
      "lib/live/a.ts",
      'import { x } from "#lib/buckets/buckets.db.ts";',
      "is pure and may not import",
    ],
    [
      "a pure file with the clock",
      "lib/detection/a.ts",
      'import { clock } from "#lib/clock.ts";',
      "is pure and may not import",
    ],
    [
      "a pure file that asks what time it is",
      "lib/detection/a.ts",
      "const now = Date.now();",
      "may not use Date.now()",
    ],
    ["a component with SQL", "components/a.tsx", 'import { x } from "#lib/buckets/buckets.db.ts";', "may not import"],
    [
      "a component with the configuration",
      "components/a.tsx",
      'import { config } from "#lib/config.ts";',
      "may not import",
    ],
    ["a page with SQL", "app/page.tsx", 'import { db } from "#lib/db.ts";', "may not import"],
    [
      "a stage that knows the server",
      "lib/live/read-home.ts",
      'import { x } from "#server/front.ts";',
      "may not import",
    ],
    ["a relative import", "lib/live/read-home.ts", 'import { x } from "./snapshot.ts";', "use the # alias"],
    [
      "an import over two lines",
      "lib/buckets/a.ts",
      'import {\n  x,\n} from "#lib/live/snapshot.ts";',
      "lib/buckets may not import lib/live",
    ],
    [
      "a dynamic import",
      "lib/buckets/a.ts",
      'const x = await import("#lib/live/snapshot.ts");',
      "lib/buckets may not import lib/live",
    ],
  ])("catch %s", (_, file, source, message) => {
    expect(brokenFences(file, source).join("\n")).toContain(message);
  });

  it.each([
    ["a verb with SQL", "lib/live/read-home.ts", 'import { x } from "#lib/buckets/buckets.db.ts";'],
    ["a component with words", "components/a.tsx", 'import { x } from "#lib/publish/state-words.ts";'],
    ["a comment about an import", "lib/buckets/a.ts", '// import { x } from "#lib/live/snapshot.ts";'],
    ["a pure file with the type of a row", "lib/live/a.ts", 'import type { Row } from "#lib/live/incidents.db.ts";'],
    ["a test of anything", "lib/buckets/a.test.ts", 'import { x } from "#lib/live/snapshot.ts";'],
  ])("allow %s", (_, file, source) => {
    expect(brokenFences(file, source)).toEqual([]);
  });
});
