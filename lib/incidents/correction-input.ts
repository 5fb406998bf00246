import { z } from "zod";
import { plainLine } from "#lib/incidents/plain-line.ts";

const REASON_LIMIT = 500;

/** What an operator posts to correct an incident: why, in plain text. It is published as it is. */
export const correctionInput = z.strictObject({
  reason: plainLine(REASON_LIMIT).meta({
    description: `Why it was a false alarm: one line of plain text, at most ${REASON_LIMIT} characters.`,
  }),
});
