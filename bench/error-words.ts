import { z } from "zod";

/** What a command says when it fails: of options that cannot be read which, and what is expected. */
export function errorWords(error: unknown): string {
  if (error instanceof z.ZodError)
    return error.issues.map(({ path, message }) => `--${path.join(".")}: ${message}`).join("\n");
  return error instanceof Error ? error.message : String(error);
}
