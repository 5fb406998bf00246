import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { z } from "zod";

/** What a runner counted, and a line for each test that failed. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly failures: readonly string[];
}

const vitestReport = z.object({
  numPassedTests: z.number(),
  numPendingTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

/** The first line of a message, and the seed of a property: without it the next run draws others, and passes. */
function gist(message: string): string {
  const [first = "", ...rest] = stripVTControlCharacters(message).trim().split("\n");
  const seed = rest.find((line) => line.startsWith("{ seed:"));
  return seed === undefined ? first : `${first} ${seed}`;
}

const failure = (file: string, test: string, message: string | undefined) =>
  `${file} > ${test}${message === undefined ? "" : `: ${gist(message)}`}`;

/** Reads Vitest's JSON report. A file that fails before its first test counts as a failure. Throws on any other text. `root`: what file names are told from. */
export function vitestTally(text: string, root: string): Tally {
  const report = vitestReport.parse(JSON.parse(text));
  const failures = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name);
    const failed = assertionResults.filter((one) => one.status === "failed");
    if (failed.length === 0 && status === "failed") return [failure(file, "before its first test", message)];
    return failed.map(({ fullName, failureMessages }) => failure(file, fullName, failureMessages?.[0]));
  });
  return { passed: report.numPassedTests, failed: failures.length, skipped: report.numPendingTests, failures };
}

const playwrightSpec = z.object({
  file: z.string(),
  title: z.string(),
  tests: z.array(
    z.object({
      status: z.string(),
      results: z.array(z.object({ error: z.object({ message: z.string().optional() }).optional() })),
    }),
  ),
});

const playwrightSuite = z.object({
  specs: z.array(playwrightSpec),
  get suites() {
    return z.array(playwrightSuite).optional();
  },
});

const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  suites: z.array(playwrightSuite),
});

function specsOf({ specs, suites = [] }: z.infer<typeof playwrightSuite>): z.infer<typeof playwrightSpec>[] {
  return [...specs, ...suites.flatMap(specsOf)];
}

/** Reads Playwright's JSON report. A test that passed only when it was tried again has failed. Throws on any other text. */
export function playwrightTally(text: string): Tally {
  const { stats, suites } = playwrightReport.parse(JSON.parse(text));
  const failures = suites.flatMap(specsOf).flatMap(({ file, title, tests }) =>
    tests
      .filter(({ status }) => status === "unexpected" || status === "flaky")
      .map(({ results }) => {
        const { error } = results.find((result) => result.error !== undefined) ?? {};
        return failure(file, title, error?.message);
      }),
  );
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped, failures };
}

/**
 * What a step comes to whose runner ended with `status`; null: by a signal. `counted` is null without a report. A runner may end badly
 * though no test failed, by an error that no test waited for: that is a failure with a line of its own.
 */
export function endOfStep(step: string, status: number | null, counted: Tally | null): Tally {
  if (counted !== null && (status === 0 || counted.failures.length > 0)) return counted;
  const end = status === null ? "was ended by a signal" : `ended with status ${status}`;
  return {
    passed: counted?.passed ?? 0,
    failed: 1,
    skipped: counted?.skipped ?? 0,
    failures: [`${step} ${end}, and named no test: see its part of the log`],
  };
}
