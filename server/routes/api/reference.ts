import type { Mode } from "#lib/live/snapshot.ts";
import { escapeMarkup } from "#lib/publish/escape-markup.ts";
import { modeNotice } from "#lib/publish/state-words.ts";
import { MARK } from "#lib/publish/wordmark.ts";
import { type ProblemKind, problemKinds, problemWords } from "#server/problem.ts";
import {
  type Content,
  commonRefusals,
  contentMarkup,
  headersMarkup,
  type ReferenceResponse,
  responsesMarkup,
} from "#server/routes/api/reference-responses.ts";
import {
  contentText,
  fieldsMarkup,
  proseMarkup,
  type SchemaNode,
  type Shapes,
  shapesOf,
  typeMarkup,
} from "#server/routes/api/reference-schema.ts";
import { REFERENCE_STYLE } from "#server/routes/api/reference-style.ts";

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: SchemaNode;
}

interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, ReferenceResponse>>;
}

/** An operation, and where it is. */
interface Addressed {
  readonly path: string;
  readonly method: string;
  readonly operation: Operation;
}

/** What the reference reads of an OpenAPI document. */
export interface ReferenceDocument {
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: {
    readonly schemas?: Readonly<Record<string, SchemaNode>>;
    readonly headers?: Parameters<typeof headersMarkup>[0];
  };
}

/** The pages that the head of every page leads to. */
const PAGES = `<a href="/search">Search</a><a href="/incidents">Incidents</a><a href="/method">Method</a>`;

function parameterMarkup({ name, in: place, required, description, schema }: Parameter): string {
  const meaning = description ?? schema?.description ?? "";
  const type = schema ? typeMarkup(schema) : "";
  return `<tr><th scope="row"><code>${contentText(name)}</code></th><td>${contentText(place)}${required ? ", required" : ""}</td><td>${type} ${proseMarkup(meaning)}</td></tr>`;
}

function operationMarkup({ method, path, operation }: Addressed, common: readonly string[], shapes: Shapes): string {
  const parameters = (operation.parameters ?? []).map(parameterMarkup).join("");
  return `<section id="${escapeMarkup(operation.operationId ?? path)}"><h2>${escapeMarkup(operation.summary ?? path)}</h2>
<p class="address"><code>${method.toUpperCase()} ${escapeMarkup(path)}</code></p><p>${proseMarkup(operation.description ?? "")}</p>
${parameters === "" ? "" : `<table class="fields"><caption>Parameters</caption><tbody>${parameters}</tbody></table>`}
${operation.requestBody ? `<p>Body: ${contentMarkup(operation.requestBody, shapes)}</p>` : ""}
${responsesMarkup(operation.responses, common, shapes)}</section>`;
}

function problemsMarkup(common: readonly string[]): string {
  const rows = (Object.keys(problemKinds) as ProblemKind[]).map((kind) => {
    const { status, title, detail = "" } = problemWords(kind);
    return `<tr id="problem-${kind}"><th scope="row"><code>/problems/${kind}</code></th><td>${status}</td><td>${contentText(`${title}. ${detail}`.trim())}</td></tr>`;
  });
  return `<section id="problems"><h2>Problems</h2><p>Every refusal is <code>application/problem+json</code> (RFC 9457) of one of these types; a report that a browser sends as a form is refused with a page that says the same. At every address: ${common.join(", ")}.</p>
<table><tbody>${rows.join("")}</tbody></table></section>`;
}

/** The description of the whole, a paragraph each. */
function guideMarkup(description: string): string {
  return description
    .split("\n\n")
    .map((text) => `<p>${proseMarkup(text)}</p>`)
    .join("");
}

/** The head of every page, as the pages have it: what kind of data this is, the name, the way to the rest. */
function headMarkup({ mode, name }: Publisher): string {
  const notice = modeNotice(mode);
  const kind =
    notice === null ? "" : `<aside class="kind" aria-label="Kind of data"><p>${escapeMarkup(notice.long)}</p></aside>`;
  const mark = `<svg viewBox="${MARK.viewBox}" width="32" height="20" aria-hidden="true"><path d="${MARK.path}" fill="none" stroke="currentColor" stroke-width="${MARK.strokeWidth}" stroke-linecap="round"/></svg>`;
  return `${kind}<header><div class="head"><a class="name" href="/">${mark}${escapeMarkup(name)}</a><nav aria-label="Main">${PAGES}</nav></div></header>`;
}

/** Whose reference it is. */
interface Publisher {
  readonly mode: Mode;
  /** Of the instance. */
  readonly name: string;
}

/** The reference as one page without a script: readable by everybody, printed as it stands. */
export function referencePage(document: ReferenceDocument, publisher: Publisher): string {
  const { info, paths, components } = document;
  const all: Addressed[] = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const responses = all.map(({ operation }) => operation.responses);
  const shapes = shapesOf(components?.schemas ?? {});
  const common = commonRefusals(responses);
  const operations = all.map((one) => operationMarkup(one, common, shapes));
  const contents = all.map(
    ({ path, operation }) =>
      `<li><a href="#${escapeMarkup(operation.operationId ?? path)}">${escapeMarkup(operation.summary ?? path)}</a></li>`,
  );
  const schemas = Object.entries(components?.schemas ?? {}).map(
    ([name, schema]) =>
      `<section id="schema-${escapeMarkup(name)}"><h3>${escapeMarkup(name)}</h3><p>${schema.properties ? "" : typeMarkup(schema)} ${proseMarkup(schema.description ?? "")}</p>${fieldsMarkup(schema, shapes)}</section>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeMarkup(info.title)}</title><style>${REFERENCE_STYLE}</style></head><body>${headMarkup(publisher)}<main>
<div class="intro"><h1>${escapeMarkup(info.title)} ${escapeMarkup(info.version)}</h1>${guideMarkup(info.description ?? "")}
<p>Machine-readable: <a href="/api/v1/openapi.json">/api/v1/openapi.json</a></p></div>
<nav class="contents" aria-label="Contents"><ul>${contents.join("")}<li><a href="#headers">Headers</a></li><li><a href="#problems">Problems</a></li><li><a href="#schemas">Shapes</a></li></ul></nav>
<div>${operations.join("\n")}${headersMarkup(components?.headers ?? {}, responses)}${problemsMarkup(common)}<section id="schemas"><h2>Shapes</h2>${schemas.join("\n")}</section></div></main></body></html>`;
}
