/** A JSON Schema, or a part of one. */
export type Schema = Readonly<Record<string, unknown>>;

/** An OpenAPI document, as far as its references lead. */
export interface SchemaDocument {
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

/** Says of a value what a keyword says of it; empty: it is right. */
type Rule = (rule: never, value: unknown, at: Place) => string[];

interface Place {
  readonly document: SchemaDocument;
  readonly schema: Schema;
  readonly path: string;
}

type Fields = Readonly<Record<string, unknown>>;

const REF = "#/components/schemas/";

const FORMATS: Readonly<Record<string, RegExp>> = {
  // RFC 3339, 5.6: the seconds and the offset are part of it.
  "date-time": /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
};

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  array: Array.isArray,
  boolean: (value) => typeof value === "boolean",
  integer: Number.isInteger,
  null: (value) => value === null,
  number: (value) => typeof value === "number",
  object: isFields,
  string: (value) => typeof value === "string",
};

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function unless(isRight: boolean, path: string, said: string): string[] {
  return isRight ? [] : [`${path || "/"}: ${said}`];
}

function refer(ref: string, value: unknown, { document, path }: Place): string[] {
  const found = document.components?.schemas?.[ref.replace(REF, "")];
  if (found === undefined) throw new Error(`the document holds no ${ref}`);
  return schemaMistakes(document, found, value, path);
}

function anyOf(choices: readonly Schema[], value: unknown, { document, path }: Place): string[] {
  const told = choices.map((choice) => schemaMistakes(document, choice, value, path));
  const nearest = told.reduce((best, mistakes) => (mistakes.length < best.length ? mistakes : best));
  return nearest.length === 0 ? [] : [...unless(false, path, "none of the choices"), ...nearest];
}

function eachField(fields: Readonly<Record<string, Schema>>, value: unknown, { document, path }: Place): string[] {
  if (!isFields(value)) return [];
  return Object.entries(fields).flatMap(([name, schema]) =>
    Object.hasOwn(value, name) ? schemaMistakes(document, schema, value[name], `${path}/${name}`) : [],
  );
}

/** Fields that the schema does not name: of a kind of their own, or none at all. */
function furtherFields(further: Schema | boolean, value: unknown, { document, schema, path }: Place): string[] {
  const named = isFields(schema.properties) ? schema.properties : {};
  const others = isFields(value) ? Object.entries(value).filter(([name]) => !Object.hasOwn(named, name)) : [];
  if (typeof further === "boolean")
    return others.flatMap(([name]) => unless(further, path, `${name} is not described`));
  return others.flatMap(([name, one]) => schemaMistakes(document, further, one, `${path}/${name}`));
}

const RULES: Readonly<Record<string, Rule>> = {
  $ref: refer,
  anyOf,
  properties: eachField,
  additionalProperties: furtherFields,
  propertyNames: (rule: Schema, value, { document, path }) =>
    isFields(value) ? Object.keys(value).flatMap((name) => schemaMistakes(document, rule, name, path)) : [],
  items: (rule: Schema, value, { document, path }) =>
    Array.isArray(value) ? value.flatMap((one, i) => schemaMistakes(document, rule, one, `${path}/${i}`)) : [],
  required: (rule: readonly string[], value, { path }) =>
    isFields(value) ? rule.flatMap((name) => unless(Object.hasOwn(value, name), path, `${name} is missing`)) : [],
  type: (rule: string | readonly string[], value, { path }) =>
    unless(
      [rule].flat().some((name) => TYPES[name]?.(value) === true),
      path,
      `no ${[rule].flat().join(" or ")}`,
    ),
  enum: (rule: readonly unknown[], value, { path }) => unless(rule.includes(value), path, `${value} is no choice`),
  const: (rule: unknown, value, { path }) => unless(rule === value, path, `${value} is not ${rule}`),
  minimum: (rule: number, value, { path }) => unless(!(Number(value) < rule), path, `below ${rule}`),
  maximum: (rule: number, value, { path }) => unless(!(Number(value) > rule), path, `above ${rule}`),
  minLength: (rule: number, value, { path }) => unless(String(value).length >= rule, path, `shorter than ${rule}`),
  maxLength: (rule: number, value, { path }) => unless(String(value).length <= rule, path, `longer than ${rule}`),
  pattern: (rule: string, value, { path }) => unless(new RegExp(rule).test(String(value)), path, `not as ${rule}`),
  format: (rule: string, value, { path }) => unless(FORMATS[rule]?.test(String(value)) === true, path, `no ${rule}`),
};

/** What people are told and no value can break. */
const WORDS = ["default", "description", "example"];

/**
 * What is wrong with a value by a schema of an OpenAPI 3.1 document, each with its place; empty: nothing. Stricter than JSON Schema
 * in one thing: a field that the schema does not name must be allowed in words, or the document tells less than the answer holds. A
 * keyword that is not known here throws: it would be passed over.
 */
export function schemaMistakes(document: SchemaDocument, schema: Schema, value: unknown, path = ""): string[] {
  const told = schema.properties === undefined ? schema : { additionalProperties: false, ...schema };
  return Object.entries(told).flatMap(([keyword, rule]) => {
    if (WORDS.includes(keyword)) return [];
    const check = RULES[keyword];
    if (check === undefined) throw new Error(`${keyword} at ${path || "/"} is not checked`);
    return check(rule as never, value, { document, schema, path });
  });
}
