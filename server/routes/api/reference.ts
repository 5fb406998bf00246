import { escapeMarkup } from "#lib/publish/escape-markup.ts";
import { problemKinds } from "#server/problem.ts";
import { fieldsMarkup, proseMarkup, type SchemaNode, typeMarkup } from "#server/routes/api/reference-schema.ts";

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: SchemaNode;
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: SchemaNode }>>;
}

interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content & { readonly description?: string }>>;
}

/** What the reference reads of an OpenAPI document. */
export interface ReferenceDocument {
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, SchemaNode>> };
}

const STYLE = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:0 auto;padding:1.5rem}
code{font-family:ui-monospace,monospace;font-size:.9em;overflow-wrap:anywhere}h2{margin-top:2.5rem;border-top:1px solid;padding-top:1rem}
h2{line-height:1.25}ul{padding-left:1.25rem}nav ul{columns:2}th code{white-space:nowrap}caption{text-align:left;font-weight:600}li{margin:.25rem 0}table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.35rem .75rem .35rem 0}`;

function parameterMarkup({ name, in: place, required, description, schema }: Parameter): string {
  const meaning = description ?? schema?.description ?? "";
  const type = schema ? typeMarkup(schema) : "";
  return `<tr><th scope="row"><code>${escapeMarkup(name)}</code></th><td>${escapeMarkup(place)}${required ? ", required" : ""}</td><td>${type} ${proseMarkup(meaning)}</td></tr>`;
}

function contentMarkup({ content = {} }: Content): string {
  return Object.entries(content)
    .map(([type, { schema }]) => {
      const shape = schema ? `: ${typeMarkup(schema)}${fieldsMarkup(schema)}` : "";
      return `<code>${escapeMarkup(type)}</code>${shape}`;
    })
    .join(", ");
}

function operationMarkup(method: string, path: string, operation: Operation): string {
  const parameters = (operation.parameters ?? []).map(parameterMarkup).join("");
  const responses = Object.entries(operation.responses).map(
    ([status, response]) =>
      `<li><code>${escapeMarkup(status)}</code> ${proseMarkup(response.description ?? "")} ${contentMarkup(response)}</li>`,
  );
  return `<section id="${escapeMarkup(operation.operationId ?? path)}"><h2>${escapeMarkup(operation.summary ?? path)}</h2>
<p><code>${method.toUpperCase()} ${escapeMarkup(path)}</code></p><p>${proseMarkup(operation.description ?? "")}</p>
${parameters === "" ? "" : `<table><caption>Parameters</caption><tbody>${parameters}</tbody></table>`}
${operation.requestBody ? `<p>Body: ${contentMarkup(operation.requestBody)}</p>` : ""}
<ul>${responses.join("")}</ul></section>`;
}

function problemsMarkup(): string {
  const rows = Object.entries(problemKinds).map(
    ([kind, { status, title }]) =>
      `<tr id="problem-${kind}"><th scope="row"><code>/problems/${kind}</code></th><td>${status}</td><td>${escapeMarkup(title)}.</td></tr>`,
  );
  return `<section id="problems"><h2>Problems</h2><p>Every refusal is <code>application/problem+json</code> (RFC 9457) of one of these types.</p>
<table><tbody>${rows.join("")}</tbody></table></section>`;
}

/** The reference as one page without a script: readable by everybody, printed as it stands. */
export function referencePage(document: ReferenceDocument, mode: string): string {
  const { info, paths, components } = document;
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const operations = all.map(({ path, method, operation }) => operationMarkup(method, path, operation));
  const contents = all.map(
    ({ path, operation }) =>
      `<li><a href="#${escapeMarkup(operation.operationId ?? path)}">${escapeMarkup(operation.summary ?? path)}</a></li>`,
  );
  const schemas = Object.entries(components?.schemas ?? {}).map(
    ([name, schema]) =>
      `<section id="schema-${escapeMarkup(name)}"><h3>${escapeMarkup(name)}</h3><p>${schema.properties ? "" : typeMarkup(schema)} ${proseMarkup(schema.description ?? "")}</p>${fieldsMarkup(schema)}</section>`,
  );
  const notice = mode === "live" ? "" : "<p><strong>This instance shows demonstration data.</strong></p>";
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeMarkup(info.title)}</title><style>${STYLE}</style></head><body><main><h1>${escapeMarkup(info.title)} ${escapeMarkup(info.version)}</h1>${notice}
<p>${proseMarkup(info.description ?? "")}</p><p>Machine-readable: <a href="/api/v1/openapi.json">/api/v1/openapi.json</a>. <a href="/">Home</a></p>
<nav aria-label="Contents"><ul>${contents.join("")}<li><a href="#problems">Problems</a></li><li><a href="#schemas">Shapes</a></li></ul></nav>
${operations.join("\n")}${problemsMarkup()}<section id="schemas"><h2>Shapes</h2>${schemas.join("\n")}</section></main></body></html>`;
}
