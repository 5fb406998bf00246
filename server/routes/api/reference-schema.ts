import { escapeMarkup } from "#lib/publish/escape-markup.ts";

/** A text as content of an element, where quotation marks mean nothing: escaped, the many of types would be a fortieth of the page. */
export function contentText(text: string): string {
  return escapeMarkup(text).replaceAll("&quot;", '"').replaceAll("&#39;", "'");
}

/** A text of ours with its `words of code` marked as such. */
export function proseMarkup(text: string): string {
  return contentText(text).replace(/`([^`]+)`/g, "<code>$1</code>");
}

/** The part of JSON Schema that our own schemas use. */
export interface SchemaNode {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly items?: SchemaNode;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly SchemaNode[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly format?: string;
  readonly pattern?: string;
  readonly maxLength?: number;
}

/** Zod bounds every integer by what JavaScript can count; only our own bounds are worth a word. */
const MAX_SHOWN = Number.MAX_SAFE_INTEGER;

function refName(ref: string): string {
  return ref.slice(ref.lastIndexOf("/") + 1);
}

/** What a text must be like, in words that stand behind its type. */
function textRule({ format, pattern, maxLength }: SchemaNode): string {
  if (format !== undefined) return ` (${format})`;
  if (pattern !== undefined) return ` as ${pattern}`;
  return maxLength === undefined ? "" : ` of at most ${maxLength} characters`;
}

function baseType(node: SchemaNode): string {
  if (node.const !== undefined) return JSON.stringify(node.const);
  if (node.enum) return node.enum.map((value) => JSON.stringify(value)).join(" | ");
  const name = typeof node.type === "string" ? node.type : (node.type?.join(" | ") ?? "any");
  if (node.type === "string") return `${name}${textRule(node)}`;
  const isBounded = node.type === "integer" && node.minimum !== undefined && (node.maximum ?? MAX_SHOWN) < MAX_SHOWN;
  return isBounded ? `${name} ${node.minimum} to ${node.maximum}` : name;
}

/** The type of a value in a line, with links to the shapes that have a name. */
export function typeMarkup(node: SchemaNode): string {
  if (node.$ref) {
    const name = escapeMarkup(refName(node.$ref));
    return `<a href="#schema-${name}">${name}</a>`;
  }
  if (node.anyOf) return node.anyOf.map(typeMarkup).join(" | ");
  if (node.items) return `array of ${typeMarkup(node.items)}`;
  if (node.properties) return "object";
  return `<code>${contentText(baseType(node))}</code>`;
}

/** The fields of the shapes that have a name, each with its type, meaning and whether it must be there. */
export type Shapes = ReadonlyMap<string, ReadonlySet<string>>;

/** Fewer fields than this are told wherever they are. */
const MIN_SHARED = 3;

/** By which a field of one object is the same as that of another. */
function fieldKey(name: string, field: SchemaNode, isRequired: boolean): string {
  return JSON.stringify([name, field, isRequired]);
}

function fieldsOf({ properties = {}, required = [] }: SchemaNode): ReadonlySet<string> {
  return new Set(Object.entries(properties).map(([name, field]) => fieldKey(name, field, required.includes(name))));
}

export function shapesOf(schemas: Readonly<Record<string, SchemaNode>>): Shapes {
  return new Map(Object.entries(schemas).map(([name, schema]) => [name, fieldsOf(schema)]));
}

/** The largest named shape all of whose fields an object has beside its own: their meaning is told there. */
function sharedShape(object: SchemaNode, shapes: Shapes): string | null {
  const own = fieldsOf(object);
  const shared = [...shapes].filter(
    ([, fields]) => fields.size >= MIN_SHARED && fields.size < own.size && [...fields].every((field) => own.has(field)),
  );
  return shared.reduce<string | null>(
    (best, [name, { size }]) => (size > (shapes.get(best ?? "")?.size ?? 0) ? name : best),
    null,
  );
}

/** The objects that a value may be: none, one, or several. */
function objectsOf(node: SchemaNode): readonly SchemaNode[] {
  const inner = node.items ?? node;
  return [inner, ...(inner.anyOf ?? [])].filter(({ properties }) => properties !== undefined);
}

function objectMarkup(object: SchemaNode, shapes: Shapes): string {
  const shared = sharedShape(object, shapes);
  const told = shapes.get(shared ?? "");
  const rows = Object.entries(object.properties ?? {}).map(([name, field]) => {
    const isRequired = object.required?.includes(name) ?? false;
    if (told?.has(fieldKey(name, field, isRequired))) return "";
    const meaning = field.description ? `<br>${proseMarkup(field.description)}` : "";
    return `<li><code>${contentText(name)}</code> ${typeMarkup(field)}${isRequired ? "" : " <em>optional</em>"}${meaning}${fieldsMarkup(field, shapes)}</li>`;
  });
  const first = shared === null ? "" : `<li>all of <a href="#schema-${shared}">${shared}</a></li>`;
  return `<ul>${first}${rows.join("")}</ul>`;
}

/** The fields of an object as nested lists: name, type, meaning. Of a choice of objects those of each. */
export function fieldsMarkup(node: SchemaNode, shapes: Shapes): string {
  return objectsOf(node)
    .map((object) => objectMarkup(object, shapes))
    .join("or");
}
