import { z } from "zod";
import { isCountry } from "#lib/catalog/country.ts";
import { bodyPointer, broken, type InputError, inputErrors, toldKey } from "#lib/reports/input-error.ts";

const reportKinds = ["problem", "works", "back"] as const;
export type ReportKind = (typeof reportKinds)[number];

/** Control characters but line feed: U+0000 cannot be stored as text, and the others only serve to deceive a reader. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
const NOTE_LIMIT = 280;

/** Codes that no country has would stand among the countries of charts and records. */
const NOT_A_COUNTRY = { params: { code: "not-a-country" } };

const fields = {
  service: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,63}$/)
    .meta({ description: "The service's key.", example: "chatgpt" }),
  kind: z.enum(reportKinds).meta({ description: "It has a `problem`, it `works`, or it is `back` after one." }),
  problem: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .optional()
    .meta({
      description: "With kind `problem` only: the key of one of the service's `problems`, `other` when not given.",
      example: "login",
    }),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, { abort: true })
    .refine(isCountry, NOT_A_COUNTRY)
    .optional()
    .meta({ description: "Where the sender is: ISO 3166-1 alpha-2.", example: "DE" }),
  region: z
    .string()
    .regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/, { abort: true })
    .refine((region) => isCountry(region.slice(0, 2)), NOT_A_COUNTRY)
    .optional()
    .meta({ description: "A part of that country: ISO 3166-2.", example: "DE-BE" }),
  note: z
    .string()
    .max(NOTE_LIMIT)
    .refine((text) => !CONTROL.test(text), { params: { code: "control-character" } })
    .optional()
    .meta({ description: "In the sender's words, without control characters. Published nowhere." }),
};

const DAY_MINUTES = 1_440;
const BEGAN = `How many minutes ago it began, ${DAY_MINUTES} at most.`;

/** What a visitor says, as JSON. Times are minutes ago, never clock times: client clocks are not believed. */
export const reportInput = z.strictObject({
  ...fields,
  beganMinutesAgo: z.int().min(0).max(DAY_MINUTES).optional().meta({ description: BEGAN }),
});
export type ReportInput = z.infer<typeof reportInput>;

/** The plain HTML form: the same fields as text, the honeypot `website`, and `shown`, when the page was made (ms). */
export const formInput = z.strictObject({
  ...fields,
  // In digits only: a blank would be 0 minutes ago, and 0x10 sixteen.
  beganMinutesAgo: z
    .string()
    .regex(/^\d{1,4}$/)
    .transform(Number)
    .pipe(z.int().max(DAY_MINUTES))
    .optional()
    .meta({ description: BEGAN }),
  website: z
    .string()
    .max(2_000)
    .optional()
    .meta({ description: "A trap for programs that fill in every field: leave it out." }),
  shown: z.string().max(20).optional().meta({ description: "When the form was made, milliseconds since 1970." }),
});

/** What the form carries beside the report, for screening. */
export interface FormSigns {
  readonly honeypot: string;
  readonly shownMs: number | null;
}

export type Parsed =
  | { readonly ok: true; readonly input: ReportInput; readonly form: FormSigns | null }
  | { readonly ok: false; readonly errors: readonly InputError[] };

/** Region and country must not contradict each other, and only a problem can name one. */
function contradictions(input: ReportInput): InputError[] {
  const errors: InputError[] = [];
  if (input.problem !== undefined && input.kind !== "problem") errors.push(broken("#/problem", "not-for-this-kind"));
  if (input.region !== undefined && input.country !== undefined && !input.region.startsWith(`${input.country}-`))
    errors.push(broken("#/region", "not-in-country"));
  return errors;
}

function accept(input: ReportInput, form: FormSigns | null): Parsed {
  const errors = contradictions(input);
  return errors.length > 0 ? { ok: false, errors } : { ok: true, input, form };
}

/** Checks a parsed JSON value strictly: unknown keys, wrong types and values out of bounds are named by pointer. */
export function parseReport(value: unknown): Parsed {
  // JSON.parse makes `__proto__` an own key, which an object schema would not see.
  if (typeof value === "object" && value !== null && Object.hasOwn(value, "__proto__"))
    return { ok: false, errors: [broken("#/__proto__", "unknown-key")] };
  const result = reportInput.safeParse(value);
  return result.success ? accept(result.data, null) : { ok: false, errors: inputErrors(result.error) };
}

/** Checks a form's fields; empty ones count as not given, twice the same name is an error. */
export function parseReportForm(form: URLSearchParams): Parsed {
  const twice = [...Map.groupBy(form.keys(), (name) => name)].find(([, same]) => same.length > 1)?.[0];
  if (twice !== undefined) return { ok: false, errors: [broken(bodyPointer([toldKey(twice)]), "duplicate-key")] };
  const given = Object.fromEntries(
    [...form].filter(([, text]) => text !== "").map(([name, text]) => [name, text.replaceAll("\r\n", "\n")]),
  );
  const result = formInput.safeParse(given);
  if (!result.success) return { ok: false, errors: inputErrors(result.error) };
  const { website = "", shown, ...input } = result.data;
  const shownMs = shown !== undefined && /^\d{1,15}$/.test(shown) ? Number(shown) : null;
  return accept(input, { honeypot: website, shownMs });
}
