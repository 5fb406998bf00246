import { type Schema, type SchemaDocument, schemaMistakes } from "#server/testing/check-schema.ts";

/** A document with the headers that its responses refer to. */
export interface HeaderDocument extends SchemaDocument {
  readonly components: NonNullable<SchemaDocument["components"]> & {
    readonly headers: Readonly<Record<string, { readonly required?: boolean | undefined; readonly schema: Schema }>>;
  };
}

/** What every answer has: of HTTP itself, against misuse, and for scripts of other sites. */
const OF_EVERY_ANSWER = [
  /^access-control-/,
  /^content-(encoding|length|security-policy|type)$/,
  /^(connection|date|keep-alive|transfer-encoding)$/,
  /^(cross-origin-resource-policy|permissions-policy|referrer-policy|strict-transport-security|x-content-type-options|x-robots-tag)$/,
  // Tells a proxy of an operator's to pass a stream on at once.
  /^x-accel-buffering$/,
];

/** In which ways the headers of an answer are not as the document declares them: missing, of another kind, or not declared. */
export function headerMistakes(document: HeaderDocument, declared: readonly string[], sent: Headers): string[] {
  const own = [...sent.keys()].filter((name) => !OF_EVERY_ANSWER.some((pattern) => pattern.test(name)));
  const known = declared.map((name) => name.toLowerCase());
  const wrong = declared.flatMap((name) => {
    const header = document.components.headers[name];
    const text = sent.get(name);
    if (header === undefined) return [`${name} has no meaning`];
    if (text === null) return header.required ? [`${name} is missing`] : [];
    const value = header.schema.type === "integer" && /^\d+$/.test(text) ? Number(text) : text;
    return schemaMistakes(document, header.schema, value, name);
  });
  return [...wrong, ...own.flatMap((name) => (known.includes(name) ? [] : [`${name} is not declared`]))];
}
