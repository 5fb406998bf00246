import { escapeMarkup } from "#lib/publish/escape-markup.ts";

/** A text of ours with its `words of code` marked as such. */
export function proseMarkup(text: string): string {
  return escapeMarkup(text).replace(/`([^`]+)`/g, "<code>$1</code>");
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
  return `<code>${escapeMarkup(baseType(node))}</code>`;
}

function childrenOf(node: SchemaNode): SchemaNode | null {
  const inner = node.items ?? node.anyOf?.find((part) => part.properties) ?? node;
  return inner.properties ? inner : null;
}

/** The fields of an object as nested lists: name, type, meaning. */
export function fieldsMarkup(node: SchemaNode): string {
  const object = childrenOf(node);
  if (object === null) return "";
  const rows = Object.entries(object.properties ?? {}).map(([name, field]) => {
    const optional = object.required?.includes(name) ? "" : " <em>optional</em>";
    const meaning = field.description ? `<br>${proseMarkup(field.description)}` : "";
    return `<li><code>${escapeMarkup(name)}</code> ${typeMarkup(field)}${optional}${meaning}${fieldsMarkup(field)}</li>`;
  });
  return `<ul>${rows.join("")}</ul>`;
}
