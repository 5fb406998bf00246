import { describe, expect, it } from "vitest";
import { type ProblemKind, problemBody, problemKinds, problemResponse, problemWords } from "#server/problem.ts";

const kinds = Object.keys(problemKinds) as ProblemKind[];

describe("a problem", () => {
  it.each(kinds)("%s says its type, title and the status of the answer", async (kind) => {
    const response = problemResponse(kind);
    const { status, title, detail } = problemWords(kind);
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ type: `/problems/${kind}`, title, status, ...(detail && { detail }) });
  });

  it("says what is expected where that is the same everywhere, unless its place knows better", () => {
    const detailOf = (options = {}) => JSON.parse(problemBody("malformed-json", options).body).detail;
    expect(detailOf()).toContain("no key twice");
    expect(detailOf({ detail: "Send it again." })).toBe("Send it again.");
  });

  it("is never cached and readable by every origin", () => {
    const { headers } = problemBody("not-found");
    expect(headers["content-type"]).toBe("application/problem+json");
    expect(headers["cache-control"]).toBe("no-store");
    expect(headers["access-control-allow-origin"]).toBe("*");
  });

  it("carries detail, instance, errors and the word that nothing was stored", () => {
    const options = {
      detail: "Send the report again.",
      instance: "/api/v1/reports",
      errors: [{ pointer: "#/kind", code: "invalid-value", message: "Another one is expected." }],
      stored: false,
    } as const;
    expect(JSON.parse(problemBody("invalid-request", options).body)).toMatchObject(options);
  });

  it.each([
    [0, "1"],
    [0.2, "1"],
    [2, "2"],
    [2.1, "3"],
  ])("asks for a retry after %f s in whole seconds of at least one", (seconds, header) => {
    expect(problemBody("queue-full", { retryAfter: seconds }).headers["retry-after"]).toBe(header);
  });

  it("takes further headers, such as Allow", () => {
    const response = problemResponse("method-not-allowed", { headers: { allow: "GET, HEAD" } });
    expect(response.headers.get("allow")).toBe("GET, HEAD");
    expect(response.headers.get("retry-after")).toBeNull();
  });
});
