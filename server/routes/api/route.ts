import type { z } from "zod";
import type { ReadContext } from "#lib/live/read-context.ts";
import { broken, type InputError, issueError, MAX_TOLD_ERRORS, toldKey } from "#lib/reports/input-error.ts";

/** What became of a request, before it is HTTP. */
export type Handled =
  | { readonly kind: "found"; readonly body: unknown }
  | { readonly kind: "invalid"; readonly errors: readonly InputError[] }
  | { readonly kind: "missing" };

/** One address of the API. From this table come the answers, the 400s and the reference. */
export interface ApiRoute {
  /** As OpenAPI writes it: /api/v1/services/{slug}. */
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  /** Path parameters, described. */
  readonly params: z.ZodObject | null;
  readonly query: z.ZodObject | null;
  readonly answer: z.ZodType;
  /** Whether it answers 404: what its path or query names need not exist. */
  readonly mayBeMissing: boolean;
  readonly cacheControl: string;
  handle(request: ApiRequest, context: ReadContext): Promise<Handled>;
}

export interface ApiRequest {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, readonly string[]>>;
}

/** Says no to values that are right by themselves, and not together. */
export class Refusal {
  readonly errors: readonly InputError[];
  constructor(errors: readonly InputError[]) {
    this.errors = errors;
  }
}

/** Two seconds old at most while all is well, a day while the database is away. */
const LIVE_CACHE = "public, max-age=0, s-maxage=2, stale-while-revalidate=10, stale-if-error=86400";

/** The same value, only read. */
type Shown<Value> = Value extends readonly (infer Item)[]
  ? readonly Shown<Item>[]
  : Value extends object
    ? { readonly [Key in keyof Value]: Shown<Value[Key]> }
    : Value;

interface RouteOf<Query extends z.ZodType, Answer extends z.ZodType>
  extends Pick<ApiRoute, "path" | "operationId" | "summary" | "description"> {
  readonly params?: z.ZodObject;
  /** Keys that are not in it are refused: a misspelt one would be answered with what was not asked for. Those that are must be right, and given once. */
  readonly query: Query;
  readonly answer: Answer;
  /** Said where a value of the query names something; what a path names may always be missing. */
  readonly mayBeMissing?: true;
  readonly cacheControl?: string;
  /** Null: there is nothing at this address. A `Refusal`: the query's values do not go together. */
  read(
    input: { readonly params: Readonly<Record<string, string>>; readonly query: z.output<Query> },
    context: ReadContext,
  ): Promise<Shown<z.input<Answer>> | Refusal | null>;
}

function toError(issue: z.core.$ZodIssue): InputError {
  return issueError(`?${issue.path[0]?.toString() ?? ""}`, issue);
}

function single(query: ApiRequest["query"]): { values: Record<string, string>; twice: InputError[] } {
  const entries = Object.entries(query);
  return {
    values: Object.fromEntries(entries.flatMap(([key, values]) => (values[0] === undefined ? [] : [[key, values[0]]]))),
    twice: entries.flatMap(([key, values]) => (values.length > 1 ? [broken(`?${key}`, "duplicate-key")] : [])),
  };
}

function unknownKeys(query: ApiRequest["query"], known: readonly string[]): InputError[] {
  const told = known.length === 0 ? "No query is known here." : `Known here: ${known.join(", ")}.`;
  return Object.keys(query).flatMap((key) =>
    known.includes(key) ? [] : [{ ...broken(`?${encodeURIComponent(toldKey(key))}`, "unknown-key"), message: told }],
  );
}

/** Reads a query that has the keys of a schema and no others, each once, or says what is wrong with it. */
export function readQuery<Query extends z.ZodObject>(
  schema: Query,
  query: ApiRequest["query"],
): { readonly ok: true; readonly values: z.output<Query> } | { readonly ok: false; readonly errors: InputError[] } {
  const unknown = unknownKeys(query, Object.keys(schema.shape)).slice(0, MAX_TOLD_ERRORS);
  if (unknown.length > 0) return { ok: false, errors: unknown };
  const { values, twice } = single(query);
  if (twice.length > 0) return { ok: false, errors: twice };
  const parsed = schema.safeParse(values);
  return parsed.success ? { ok: true, values: parsed.data } : { ok: false, errors: parsed.error.issues.map(toError) };
}

/** The values of each key of an address, in one pass: a key can be there four thousand times. */
export function queryOf(search: URLSearchParams): ApiRequest["query"] {
  const pairs = Map.groupBy(search, ([key]) => key);
  return Object.fromEntries([...pairs].map(([key, own]) => [key, own.map(([, value]) => value)]));
}

/** What is wrong with the query of a target that knows no key. */
export function queryErrors(target: string): readonly InputError[] {
  const [, text = ""] = target.split("?", 2);
  return unknownKeys(queryOf(new URLSearchParams(text)), []).slice(0, MAX_TOLD_ERRORS);
}

/** Binds a route's query schema and reader. Params that do not fit name nothing that exists: 404, not 400. */
export function defineRoute<Query extends z.ZodObject, Answer extends z.ZodType>(
  route: RouteOf<Query, Answer>,
): ApiRoute {
  return {
    ...route,
    params: route.params ?? null,
    mayBeMissing: route.mayBeMissing ?? route.params !== undefined,
    cacheControl: route.cacheControl ?? LIVE_CACHE,
    async handle(request, context) {
      if (route.params && !route.params.safeParse(request.params).success) return { kind: "missing" };
      const query = readQuery(route.query, request.query);
      if (!query.ok) return { kind: "invalid", errors: query.errors };
      const body = await route.read({ params: request.params, query: query.values }, context);
      if (body instanceof Refusal) return { kind: "invalid", errors: body.errors };
      return body === null ? { kind: "missing" } : { kind: "found", body };
    },
  };
}
