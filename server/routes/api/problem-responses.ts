import { type ProblemKind, problemKinds } from "#server/problem.ts";
import { problemAnswer } from "#server/routes/api/answers.ts";

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
