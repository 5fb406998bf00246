import { describe, expect, it } from "vitest";
import { readForm } from "#lib/reports/form-fields.ts";

const read = (body: string) => readForm(Buffer.from(body, "latin1"));
const fieldsOf = (body: string) => {
  const form = read(body);
  return form.ok ? Object.fromEntries(form.fields) : form.errors.map(({ pointer, code }) => `${pointer} ${code}`);
};

describe("the fields of a form", () => {
  it.each([
    ["as they are escaped", "note=caf%C3%A9+%26+more&service=x", { note: "café & more", service: "x" }],
    ["as they are", "note=\u00c3\u00a9", { note: "é" }],
    ["with a sign for what could not be read that their sender has put there", "note=%ef%bf%bd", { note: "\ufffd" }],
    ["with a % that escapes nothing", "note=100%+down,+50%z", { note: "100% down, 50%z" }],
  ])("are read %s", (_, body, fields) => {
    expect(fieldsOf(body)).toEqual(fields);
  });

  it.each([
    ["Latin 1", "service=x&note=caf%E9"],
    ["Latin 1 that is not escaped", "note=caf\u00e9&service=x"],
    ["half a character", "note=%F0%9F%98&service=x"],
    ["half of a surrogate pair", "note=%ED%A0%80"],
    ["a character that is longer than it must be", "note=%C0%AF"],
  ])("are refused by name where they are %s", (_, body) => {
    expect(fieldsOf(body)).toEqual(["#/note not-utf-8"]);
  });

  it("are all named that cannot be read, by as much of each name as can, and twenty of many", () => {
    expect(fieldsOf("a=%FF&b=1&c=%FF")).toEqual(["#/a not-utf-8", "#/c not-utf-8"]);
    expect(fieldsOf("%FFx=1")).toEqual(["#/%EF%BF%BDx not-utf-8"]);
    expect(fieldsOf("a=%FF&".repeat(500))).toHaveLength(20);
  });
});
