import { describe, expect, it } from "vitest";
import { playwrightTally, vitestTally } from "#server/testing/check-reports.ts";

const passed = { fullName: "a thing works", status: "passed", failureMessages: [] };

function vitestText(testResults: readonly object[], failedTests: number, failedSuites: number): string {
  return JSON.stringify({
    numPassedTests: 1,
    numFailedTests: failedTests,
    numFailedTestSuites: failedSuites,
    numPendingTests: 2,
    testResults,
  });
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
    expect(vitestTally(vitestText([file], 1, 1), "/project")).toEqual({
      passed: 1,
      failed: 1,
      skipped: 2,
      failures: ["lib/a.test.ts > a thing breaks: Error: no"],
    });
  });

  it("names a file that fails before its first test", () => {
    const file = { name: "/project/b.test.ts", status: "failed", message: "no such module", assertionResults: [] };
    expect(vitestTally(vitestText([file], 0, 1), "/project")).toMatchObject({
      failed: 1,
      failures: ["b.test.ts > before its first test: no such module"],
    });
  });

  it("has nothing to tell of what passed", () => {
    const file = { name: "/project/lib/a.test.ts", status: "passed", assertionResults: [passed] };
    expect(vitestTally(vitestText([file], 0, 0), "/project")).toMatchObject({ failed: 0, failures: [] });
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
