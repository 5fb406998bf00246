import type { z } from "zod";

/** What is wrong with one value: where, which rule it broke, and in a sentence what is expected. No sentence repeats what was sent. */
export interface InputError {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

/** Our own rules, in words; those of the schemas have theirs from zod. */
const RULES = {
  "control-character": "Control characters, and characters that turn the direction of a text, are not allowed.",
  "duplicate-key": "It may be given once.",
  "in-the-future": "This moment lies in the future.",
  missing: "This is needed.",
  "not-a-country": "An ISO 3166-1 alpha-2 code is expected, as GB, or XK for Kosovo; of a region in front of its own.",
  "not-a-choice": "This is no problem choice of the service: GET /api/v1/services/{slug} lists them.",
  "not-a-cursor": "The `next` of the page before is expected, unchanged.",
  "not-a-time-zone": "An IANA time zone is expected, as America/Los_Angeles.",
  "not-a-utc-minute": "A UTC minute since 1970 is expected, as 2024-11-09T00:03Z.",
  "not-a-uuid": "One UUID is expected, made once per report.",
  "not-an-https-address": "An https address without user name and password is expected.",
  "not-before-to": "`from` must be earlier than `to`.",
  "not-for-this-kind": "Only a report of kind `problem` can name one.",
  "not-in-country": "This region is not in the country that is named.",
  "not-with-from": "`range` ends now: give it or `from`.",
  "not-with-q": "A search has one page: give `cursor` or `q`.",
  "not-utf-8": "Text in UTF-8 is expected.",
  "range-too-long": "At most 366 days can be asked for at once.",
  "required-with-to": "`to` needs `from`.",
  "too-many-minutes":
    "By facet, steps below an hour are told of 31 days at most: ask for a shorter time or a longer step.",
  "too-many-points": "These are more than `limit` (44,640 when not given): ask for a shorter time or a longer step.",
  "unknown-key": "This key is not known.",
} as const;

/** A rule of our own. */
export type InputRule = keyof typeof RULES;

/** What to say of a value that broke a rule of our own. */
export function broken(pointer: string, code: InputRule): InputError {
  return { pointer, code, message: RULES[code] };
}

function isRule(code: unknown): code is InputRule {
  return typeof code === "string" && Object.hasOwn(RULES, code);
}

/** What to say of an issue: a rule of our own names its code itself, others have zod's with hyphens. */
export function issueError(pointer: string, issue: z.core.$ZodIssue): InputError {
  const own: unknown = issue.code === "custom" ? issue.params?.code : undefined;
  if (isRule(own)) return broken(pointer, own);
  return { pointer, code: issue.code.replaceAll("_", "-"), message: issue.message };
}

/** Where in a body: a JSON pointer as URI fragment (RFC 6901); of the whole it is `#`. */
export function bodyPointer(path: readonly PropertyKey[]): string {
  return `#${path.map((part) => `/${encodeURIComponent(String(part).replaceAll("~", "~0").replaceAll("/", "~1"))}`).join("")}`;
}

/** Of an input that is all wrong so many errors are told, and so much of each name. */
export const MAX_TOLD_ERRORS = 20;
const MAX_TOLD_KEY = 40;

/** As much of a sender's name for something as is told. Half a character at its end, which has no form in an address, goes. */
export function toldKey(key: string): string {
  return key.slice(0, MAX_TOLD_KEY).replace(/[\uD800-\uDBFF]$/, "");
}

/** What is wrong with a body, value by value. */
export function inputErrors(error: z.ZodError): InputError[] {
  const errors = error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => broken(bodyPointer([...issue.path, toldKey(key)]), "unknown-key"))
      : [issueError(bodyPointer(issue.path), issue)],
  );
  return errors.slice(0, MAX_TOLD_ERRORS);
}
