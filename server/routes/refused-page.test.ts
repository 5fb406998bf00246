import { describe, expect, it } from "vitest";
import { type ProblemKind, problemBody } from "#server/problem.ts";
import { refusedPage } from "#server/routes/refused-page.ts";

function words(kind: ProblemKind, retryAfter?: number, isKnown = true): string {
  const problem = problemBody(kind, retryAfter === undefined ? {} : { retryAfter });
  const { body, status } = refusedPage({ headers: {} }, kind, problem, isKnown);
  expect(status).toBe(problem.status);
  return body.replace(/^.*<main>/s, "").replace(/<[^>]+>/g, "|");
}

describe("the page of a report that is not taken", () => {
  it.each<[ProblemKind, number | undefined, string]>([
    ["not-found", undefined, "|We do not watch this service.|"],
    ["too-many-requests", 1, "|Too many reports came from your network just now. It can be sent again in a second.|"],
    ["disk-full", 30, "|Something failed on our side, not on yours. It can be sent again in 30 seconds.|"],
    ["cross-site", undefined, "|The request came from another site.|"],
  ])("says of %s what happened, and when to send it again (%s s)", (kind, retryAfter, text) => {
    expect(words(kind, retryAfter)).toContain(`|Your report was not stored||${text.slice(1)}`);
  });

  it("does not say that a report was not stored where nobody knows", () => {
    expect(words("unavailable-database", 2, false)).toContain("|We do not know whether your report was stored|");
  });
});
