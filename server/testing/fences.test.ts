import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { bannedParts, brokenFences } from "#server/testing/fences.ts";

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

describe("what may be used nowhere", () => {
  it("is used in no file of the project, and the image optimiser is off", () => {
    const files = globSync("{*,{app,bench,components,e2e,lib,server}/**/*}.{ts,tsx,js,mjs}").filter(
      (file) => !file.startsWith("lib/generated") && !file.includes(".next") && !file.endsWith("fences.test.ts"),
    );
    expect(files).toContain("next.config.js");
    expect(files.length).toBeGreaterThan(500);
    expect(files.flatMap((file) => bannedParts(file, readFileSync(file, "utf8")))).toEqual([]);
    expect(readFileSync("next.config.js", "utf8")).toContain("images: { unoptimized: true }");
  });

  it.each([
    ["a statement of pasted text", "lib/live/a.db.ts", "await db.$queryRawUnsafe(text);", "an Unsafe statement"],
    ["a command of pasted text", "bench/a.ts", "await db.$executeRawUnsafe(text);", "an Unsafe statement"],
    ["a file of Server Actions", "app/actions.ts", '"use server";', "Server Actions"],
    ["a function that is one", "app/page.tsx", "async function send() {\n  'use server';\n}", "Server Actions"],
    ["a cached function", "app/page.tsx", 'async function read() {\n  "use cache: remote";\n}', "Next's own cache"],
    ["cache components", "next.config.js", "export default { cacheComponents: true };", "Next's own cache"],
    ["an optimised image", "components/a.tsx", 'import Image from "next/image";', "image optimiser"],
    ["the optimiser itself", "next.config.js", "images: { unoptimized: false }", "image optimiser"],
    ["a drawn picture", "app/icon.tsx", 'import { ImageResponse } from "next/og";', "next/og"],
    ["rewrites", "next.config.js", "async rewrites() {", "rewrites"],
    ["a proxy", "proxy.ts", "", "may not exist"],
    ["a middleware", "src/middleware.js", "", "may not exist"],
  ])("catches %s", (_, file, source, message) => {
    expect(bannedParts(file, source).join("\n")).toContain(message);
  });

  it.each([
    ["a tagged statement", "lib/live/a.db.ts", "await db.$queryRaw`select 1`;"],
    ["a comment", "lib/catalog/a.db.ts", "// rewrites: those that differ"],
    ["a proxy of another kind", "server/proxy.ts", ""],
  ])("allows %s", (_, file, source) => {
    expect(bannedParts(file, source)).toEqual([]);
  });
});
