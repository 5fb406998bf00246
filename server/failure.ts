import { log, sayRarely } from "#lib/log.ts";
import { instanceOf, problemResponse } from "#server/problem.ts";

const RETRY_AFTER_S = 5;

/** Of a whole crowd's requests the first is told. */
const say = sayRarely("error");

/** Mistakes of our own. All else that is thrown on the way to an answer is the database's absence, in one of its many forms. */
const OWN_MISTAKES = new Set([
  "ZodError",
  "$ZodError",
  "TypeError",
  "RangeError",
  "ReferenceError",
  "SyntaxError",
  "PictureError",
]);

/** The answer to who asked when something was thrown; `path` is for the log. */
export function failureResponse(error: unknown, path: string): Response {
  const isOwn = error instanceof Error && OWN_MISTAKES.has(error.name);
  if (isOwn) {
    log.error({ err: error, path }, "an answer could not be made");
    return problemResponse("internal", instanceOf(path));
  }
  say("the database did not answer", { err: error, path });
  return problemResponse("unavailable-database", { ...instanceOf(path), retryAfter: RETRY_AFTER_S });
}
