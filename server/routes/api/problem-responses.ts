import { type ProblemKind, problemKinds } from "#server/problem.ts";
import { problemAnswer } from "#server/routes/api/answers.ts";

/** What any address that is answered through the edge cache may say, when there is nothing at hand to serve instead. */
export const EVERY_READ = ["too-many-requests", "unavailable-database"] as const satisfies readonly ProblemKind[];

/** The refusals of an operation as OpenAPI writes them: those of one status share an entry. */
export function problemResponses(...kinds: readonly ProblemKind[]) {
  const byStatus = Map.groupBy(kinds, (kind) => problemKinds[kind].status);
  return Object.fromEntries(
    [...byStatus].map(([status, same]) => [
      String(status),
      {
        description: same.map((kind) => `${problemKinds[kind].title} (\`${kind}\`).`).join(" "),
        content: { "application/problem+json": { schema: problemAnswer } },
      },
    ]),
  );
}
