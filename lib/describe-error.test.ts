import { describe, expect, it } from "vitest";
import { describeError, errorLine } from "#lib/describe-error.ts";

describe("an error in the log", () => {
  it("has name, message, stack and code", () => {
    const error = Object.assign(new TypeError("no connection"), { code: "08006" });
    expect(describeError(error)).toMatchObject({ type: "TypeError", message: "no connection", code: "08006" });
    expect(describeError(error).stack).toContain("describe-error.test.ts");
  });

  it("has nothing else of PostgreSQL's: no values of rows, no client", () => {
    const further = {
      detail: "Key (note)=(a secret)",
      client: { secretKey: 4711 },
      where: "COPY report, line 1: a secret",
    };
    const text = JSON.stringify(describeError(Object.assign(new Error("duplicate key"), further)));
    expect(text).not.toMatch(/secret|4711/);
  });

  it("tells its causes, not endlessly", () => {
    const error = new Error("outer", { cause: new Error("inner") });
    expect(describeError(error).cause).toMatchObject({ message: "inner" });
    error.cause = error;
    expect(JSON.stringify(describeError(error)).match(/outer/g)?.length).toBeLessThan(20);
  });

  it("is one line without a stack where it comes again and again", () => {
    expect(errorLine(new Error("\nInvalid query:\n\n\nno connection\n"))).toBe("Invalid query: no connection");
    expect(errorLine("x".repeat(9_999))).toHaveLength(500);
  });

  it("is bounded, and may be no error at all", () => {
    expect(describeError(new Error("x".repeat(99_999))).message).toHaveLength(2_000);
    expect(describeError("only words")).toEqual({ type: "string", message: "only words" });
    expect(describeError(undefined).message).toBe("undefined");
  });
});
