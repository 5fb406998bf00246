import { z } from "zod";
import type { ZodOpenApiContentObject } from "zod-openapi";
import { type ProblemKind, problemKinds } from "#server/problem.ts";
import { problemAnswer } from "#server/routes/api/answers.ts";
import { ACCEPT, ALLOW, AUTHENTICATE, RETRY_AFTER, UNKEPT } from "#server/routes/api/response-headers.ts";

/** What any address may answer: to another method, and where we made a mistake. */
export const EVERY_ADDRESS = ["method-not-allowed", "internal"] as const satisfies readonly ProblemKind[];

/** What any address that is answered through the edge cache may say, when there is nothing at hand to serve instead. */
export const EVERY_READ = [
  ...EVERY_ADDRESS,
  "too-many-requests",
  "unavailable-database",
] as const satisfies readonly ProblemKind[];

/** Headers by which a refusal tells a program what to do. */
const HEADERS_OF: Readonly<Record<number, z.ZodObject>> = {
  401: AUTHENTICATE,
  405: ALLOW,
  415: ACCEPT,
  429: RETRY_AFTER,
  503: RETRY_AFTER,
};

/** What a browser that sent a form is shown instead of a problem. */
export const REFUSED_PAGE = { "text/html": { schema: z.string() } } satisfies ZodOpenApiContentObject;

/**
 * The refusals of an operation as OpenAPI writes them: those of one status share an entry. `common`: headers that all of them have;
 * `instead`: what they may be beside a problem.
 */
export function problemResponses(
  kinds: readonly ProblemKind[],
  common: z.ZodObject = UNKEPT,
  instead: ZodOpenApiContentObject = {},
) {
  const byStatus = Map.groupBy(kinds, (kind) => problemKinds[kind].status);
  return Object.fromEntries(
    [...byStatus].map(([status, same]) => [
      String(status),
      {
        description: same.map((kind) => `${problemKinds[kind].title} (\`${kind}\`).`).join(" "),
        headers: common.extend(HEADERS_OF[status]?.shape ?? {}),
        content: { "application/problem+json": { schema: problemAnswer }, ...instead },
      },
    ]),
  );
}

/** The answer to who has it already. */
export function unchanged(headers: z.ZodObject) {
  return { description: "Not changed since the `ETag` that was sent as `If-None-Match`.", headers };
}
