import { describe, expect, it } from "vitest";
import { type Schema, schemaMistakes } from "#server/testing/check-schema.ts";

const document = { components: { schemas: { Minute: { type: "string", format: "date-time" } } } };
const minute = { $ref: "#/components/schemas/Minute", description: "When." };
const report: Schema = {
  type: "object",
  properties: { minute, reports: { type: "integer", minimum: 0, maximum: 9 } },
  required: ["minute"],
};
const right = { minute: "2024-11-09T00:03:00Z", reports: 9 };

describe("a value that a schema describes", () => {
  it.each<[Schema, unknown]>([
    [report, right],
    [report, { minute: "2024-11-09T01:03:00.5+01:00" }],
    [{ type: "array", items: { anyOf: [report, { type: "null" }] } }, [right, null]],
    [{ type: "object", properties: { a: {} }, additionalProperties: {} }, { b: 1 }],
    [{ type: "object", propertyNames: { type: "string" }, additionalProperties: { type: "number" } }, { x: 0.5 }],
    [{ type: "string", enum: ["a"], pattern: "^a$", minLength: 1, maxLength: 1 }, "a"],
    [{ type: ["string", "null"] }, null],
    [{ const: 1 }, 1],
  ])("by %j has no mistakes: %j", (schema, value) => {
    expect(schemaMistakes(document, schema, value)).toEqual([]);
  });
});

describe("a value that a schema does not describe", () => {
  it.each<[Schema, unknown, string]>([
    [report, { ...right, minute: "2024-11-09T00:03Z" }, "/minute: no date-time"],
    [report, { ...right, users: 3 }, "/: users is not described"],
    [report, { reports: 3 }, "/: minute is missing"],
    [report, { ...right, reports: "3" }, "/reports: no integer"],
    [report, { ...right, reports: 10 }, "/reports: above 9"],
    [report, { ...right, reports: -1 }, "/reports: below 0"],
    [report, [], "/: no object"],
    [{ anyOf: [{ type: "string" }, { type: "null" }] }, 1, "/: none of the choices"],
    [{ type: "array", items: { enum: ["a"] } }, ["a", "b"], "/1: b is no choice"],
    [{ type: "object", additionalProperties: { type: "number" } }, { x: null }, "/x: no number"],
    [{ type: "string", pattern: "^a$" }, "b", "/: not as ^a$"],
    [{ type: "string", format: "uuid" }, "b", "/: no uuid"],
    [{ type: ["string", "null"] }, 1, "/: no string or null"],
    [{ const: false }, true, "/: true is not false"],
  ])("by %j is told: %j", (schema, value, mistake) => {
    expect(schemaMistakes(document, schema, value)).toContain(mistake);
  });

  it("is never passed over for a keyword that is not known", () => {
    expect(() => schemaMistakes(document, { multipleOf: 2 }, 3)).toThrow("multipleOf");
    expect(() => schemaMistakes(document, { $ref: "#/components/schemas/None" }, 3)).toThrow("None");
  });
});
