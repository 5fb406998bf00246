import { z } from "zod";

/** Control characters, and those that turn the direction of a text: in what an operator publishes they only deceive. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/** One line of plain text of an operator, at most so many characters. It is published as it is. */
export function plainLine(maxLength: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(maxLength)
    .refine((text) => text.isWellFormed() && !CONTROL.test(text), { params: { code: "control-character" } });
}
