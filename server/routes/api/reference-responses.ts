import {
  contentText,
  fieldsMarkup,
  proseMarkup,
  type SchemaNode,
  type Shapes,
  typeMarkup,
} from "#server/routes/api/reference-schema.ts";

/** A body, of what is sent or of what is answered. */
export interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: SchemaNode }>>;
}

export interface ReferenceResponse extends Content {
  readonly description?: string;
  readonly headers?: Readonly<Record<string, unknown>>;
}

type Responses = Readonly<Record<string, ReferenceResponse>>;

export function contentMarkup({ content = {} }: Content, shapes: Shapes): string {
  return Object.entries(content)
    .map(([type, { schema }]) => {
      const shape = schema ? `: ${typeMarkup(schema)}${fieldsMarkup(schema, shapes)}` : "";
      return `<code>${contentText(type)}</code>${shape}`;
    })
    .join(", ");
}

const isRefusal = ({ content = {} }: ReferenceResponse) => Object.hasOwn(content, "application/problem+json");

/** The refusals of an operation as links to what is said of them once. */
function refusalsOf(responses: Responses): readonly string[] {
  return Object.entries(responses).flatMap(([status, response]) => {
    const kinds = isRefusal(response) ? (response.description ?? "").matchAll(/`([^`]+)`/g) : [];
    return [...kinds].map(([, kind = ""]) => `<a href="#problem-${kind}">${status} ${kind}</a>`);
  });
}

/** The refusals that every operation has. */
export function commonRefusals(all: readonly Responses[]): readonly string[] {
  const [first = [], ...others] = all.map(refusalsOf);
  return first.filter((refusal) => others.every((own) => own.includes(refusal)));
}

function answerMarkup(status: string, response: ReferenceResponse, shapes: Shapes): string {
  const words = `<code>${status}</code> ${proseMarkup(response.description ?? "")}`;
  // What has no body has the headers of what has one.
  if (response.content === undefined) return `<li>${words}</li>`;
  const headers = Object.keys(response.headers ?? {}).join(", ");
  return `<li>${words} ${contentMarkup(response, shapes)}<br>Headers: ${contentText(headers)}</li>`;
}

/** What is answered in full, a row each, and in one more all refusals that not every address has: these are alike everywhere. */
export function responsesMarkup(responses: Responses, common: readonly string[], shapes: Shapes): string {
  const answers = Object.entries(responses)
    .filter(([, response]) => !isRefusal(response))
    .map(([status, response]) => answerMarkup(status, response, shapes));
  const own = refusalsOf(responses).filter((refusal) => !common.includes(refusal));
  const refusals = [...own, '<a href="#problems">those of every address</a>'].join(", ");
  return `<ul>${answers.join("")}<li>Refusals: ${refusals}</li></ul>`;
}

interface Header {
  readonly required?: boolean;
  readonly description?: string;
}

/** Every header by name: with which statuses it comes, and what it means. */
export function headersMarkup(headers: Readonly<Record<string, Header>>, all: readonly Responses[]): string {
  const rows = Object.entries(headers).map(([name, { required, description = "" }]) => {
    const bearers = all.flatMap((responses) =>
      Object.entries(responses).filter(([, one]) => Object.hasOwn(one.headers ?? {}, name)),
    );
    const statuses = [...new Set(bearers.map(([status]) => status))].sort().join(", ");
    return `<tr><th scope="row"><code>${contentText(name)}</code></th><td>${statuses}${required ? "" : ", not always"}</td><td>${proseMarkup(description)}</td></tr>`;
  });
  return `<section id="headers"><h2>Headers</h2><p>Beside those of every answer on the web, with the statuses at which they come.</p>
<table class="fields"><tbody>${rows.join("")}</tbody></table></section>`;
}
