import { describe, expect, it } from "vitest";
import { endOfStep, playwrightTally, type Tally, vitestTally } from "#server/testing/check-reports.ts";

const passed = { fullName: "a thing works", status: "passed", failureMessages: [] };

function vitestText(testResults: readonly object[]): string {
  return JSON.stringify({ numPassedTests: 1, numPendingTests: 2, testResults });
}

function playwrightText(status: string): string {
  const results = [{ error: { message: "\u001b[31mtoo late\u001b[39m\n  at line 3" } }, {}];
  const inner = { specs: [{ file: "a.spec.ts", title: "is quick", tests: [{ status, results }] }] };
  const count = (of: string) => (of === status ? 1 : 0);
  return JSON.stringify({
    stats: { expected: 3, unexpected: count("unexpected"), flaky: count("flaky"), skipped: 0 },
    suites: [{ specs: [], suites: [inner] }],
  });
}

describe("what Vitest reports", () => {
  it("is told by file, test and the first line of its message", () => {
    const failed = {
      fullName: "a thing breaks",
      status: "failed",
      failureMessages: ["\u001b[31mError: no\u001b[39m\n  at x"],
    };
    const file = { name: "/project/lib/a.test.ts", status: "failed", assertionResults: [passed, failed] };
    expect(vitestTally(vitestText([file]), "/project")).toEqual({
      passed: 1,
      failed: 1,
      skipped: 2,
      failures: ["lib/a.test.ts > a thing breaks: Error: no"],
    });
  });

  it("is told with the seed of a property", () => {
    const said = 'Error: Property failed after 3 tests\n{ seed: -7, path: "2:0" }\nCounterexample: [1]';
    const failed = { fullName: "holds", status: "failed", failureMessages: [said] };
    const file = { name: "/project/a.test.ts", status: "failed", assertionResults: [failed] };
    expect(vitestTally(vitestText([file]), "/project").failures).toEqual([
      'a.test.ts > holds: Error: Property failed after 3 tests { seed: -7, path: "2:0" }',
    ]);
  });

  it("names a file that fails before its first test", () => {
    const file = { name: "/project/b.test.ts", status: "failed", message: "no such module", assertionResults: [] };
    expect(vitestTally(vitestText([file]), "/project")).toMatchObject({
      failed: 1,
      failures: ["b.test.ts > before its first test: no such module"],
    });
  });

  it("has nothing to tell of what passed", () => {
    const file = { name: "/project/lib/a.test.ts", status: "passed", assertionResults: [passed] };
    expect(vitestTally(vitestText([file]), "/project")).toMatchObject({ failed: 0, failures: [] });
  });

  it("is refused when it is no report", () => {
    expect(() => vitestTally("{}", "/project")).toThrow();
  });
});

describe("what Playwright reports", () => {
  it.each(["unexpected", "flaky"])("names a test that is %s, however deep its suite", (status) => {
    expect(playwrightTally(playwrightText(status))).toEqual({
      passed: 3,
      failed: 1,
      skipped: 0,
      failures: ["a.spec.ts > is quick: too late"],
    });
  });

  it("has nothing to tell of what was expected", () => {
    expect(playwrightTally(playwrightText("expected"))).toMatchObject({ failed: 0, failures: [] });
  });
});

describe("a step", () => {
  const counted = (...failures: string[]): Tally => ({ passed: 7, failed: failures.length, skipped: 1, failures });
  const unnamed = (end: string) => [`unit tests ${end}, and named no test: see its part of the log`];

  it.each<[string, number | null, Tally | null, Partial<Tally>]>([
    ["that ends well counts what it reports", 0, counted(), counted()],
    ["whose tests fail counts these", 1, counted("a > b: no"), counted("a > b: no")],
    [
      "that ends badly though no test failed has failed",
      1,
      counted(),
      { passed: 7, failed: 1, failures: unnamed("ended with status 1") },
    ],
    [
      "that was killed before it reported has failed",
      null,
      null,
      { passed: 0, failed: 1, failures: unnamed("was ended by a signal") },
    ],
    ["that reports nothing has failed", 0, null, { failed: 1, failures: unnamed("ended with status 0") }],
  ])("%s", (_, status, reported, expected) => {
    expect(endOfStep("unit tests", status, reported)).toMatchObject(expected);
  });
});
