import { describe, expect, it } from "vitest";
import { z } from "zod";
import { broken, inputErrors, issueError } from "#lib/reports/input-error.ts";

const schema = z.strictObject({
  kind: z.enum(["problem", "works"]),
  at: z.string().refine(() => false, { params: { code: "not-a-utc-minute" } }),
});

describe("what is wrong with a body", () => {
  it("is told value by value: where, which rule, and what is expected, in no word that was sent", () => {
    const sent = { kind: "<script>", at: "<script>", "a/b": 1 };
    const errors = inputErrors(schema.safeParse(sent).error ?? new z.ZodError([]));
    expect(errors).toEqual([
      { pointer: "#/kind", code: "invalid-value", message: 'Invalid option: expected one of "problem"|"works"' },
      {
        pointer: "#/at",
        code: "not-a-utc-minute",
        message: "A UTC minute since 1970 is expected, as 2024-11-09T00:03Z.",
      },
      { pointer: "#/a~1b", code: "unknown-key", message: "This key is not known." },
    ]);
  });

  it.each([[[]], [null], ["text"]])("that is %j and no object is told of the whole", (sent) => {
    const errors = inputErrors(schema.safeParse(sent).error ?? new z.ZodError([]));
    expect(errors.map(({ pointer }) => pointer)).toEqual(["#"]);
  });

  it("names a rule that is not ours as the schema does", () => {
    const issue: z.core.$ZodIssue = {
      code: "custom",
      path: [],
      message: "Even numbers only.",
      params: { code: "toString" },
      input: 1,
    };
    expect(issueError("?n", issue)).toEqual({ pointer: "?n", code: "custom", message: "Even numbers only." });
  });

  it("can be said of a value without a schema", () => {
    expect(broken("?url", "missing")).toEqual({ pointer: "?url", code: "missing", message: "This is needed." });
  });
});
