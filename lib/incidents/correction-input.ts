import { z } from "zod";

/** Control characters, and those that turn the direction of a text: in a published reason they only deceive. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
const REASON_LIMIT = 500;

/** What an operator posts to correct an incident: why, in plain text. It is published as it is. */
export const correctionInput = z.strictObject({
  reason: z
    .string()
    .trim()
    .min(1)
    .max(REASON_LIMIT)
    .refine((text) => !CONTROL.test(text))
    .meta({ description: `Why it was a false alarm: one line of plain text, at most ${REASON_LIMIT} characters.` }),
});
