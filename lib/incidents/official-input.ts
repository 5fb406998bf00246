import { z } from "zod";
import { type Minute, parseMinute } from "#lib/buckets/minute.ts";
import { plainLine } from "#lib/incidents/plain-line.ts";

const TEXT_LIMIT = 1_000;
const URL_LIMIT = 500;

function isWebAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && url.protocol === "https:" && url.username === "" && url.password === "";
}

/** What an operator posts of a company's own words: when it said them, what, and where they can be read. */
export const officialInput = z.strictObject({
  at: z
    .string()
    .refine((text) => parseMinute(text) !== null, { params: { code: "not-a-utc-minute" } })
    .transform((text): Minute => parseMinute(text) ?? (Number.NaN as Minute))
    .meta({ description: "The company's own time, a UTC minute.", example: "2024-11-09T00:21Z" }),
  text: plainLine(TEXT_LIMIT).meta({
    description: `The company's words: one line of plain text, at most ${TEXT_LIMIT} characters.`,
  }),
  url: z
    .string()
    .max(URL_LIMIT)
    .refine(isWebAddress, { params: { code: "not-an-https-address" } })
    .nullable()
    .default(null)
    .meta({ description: "Where they can be read, an https address." }),
});

export type OfficialInput = z.output<typeof officialInput>;
