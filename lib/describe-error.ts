const MAX_CAUSES = 3;
const MAX_TEXT = 2_000;
const MAX_LINE = 500;

/** An error as the log tells it. */
export interface ErrorWords {
  readonly type: string;
  readonly message: string;
  readonly stack?: string;
  /** Of Node, PostgreSQL (SQLSTATE) or Prisma. */
  readonly code?: string;
  readonly cause?: ErrorWords;
}

/** What the system, PostgreSQL (SQLSTATE) or Prisma calls an error; undefined where nobody gave it a code. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** An error in one line without its stack: for what is tried, and fails, again and again. */
export function errorLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.trim().replace(/\s+/g, " ").slice(0, MAX_LINE);
}

/**
 * An error without its further properties: those of PostgreSQL's errors hold values of rows (a note, digests), the whole client
 * and the key by which its statements can be cancelled, in 4 KB a line.
 */
export function describeError(error: unknown, depth = 0): ErrorWords {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error).slice(0, MAX_TEXT) };
  const { cause, message, name, stack } = error;
  const code = errorCode(error);
  return {
    type: name,
    message: message.slice(0, MAX_TEXT),
    ...(code === undefined ? {} : { code }),
    ...(stack === undefined ? {} : { stack: stack.slice(0, MAX_TEXT) }),
    ...(cause === undefined || depth === MAX_CAUSES ? {} : { cause: describeError(cause, depth + 1) }),
  };
}
