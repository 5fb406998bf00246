import type { RangeKey } from "#lib/live/range.ts";
import { DEFAULT_RANGE } from "#lib/live/range.ts";
import { DEFAULT_PARTS, type EmbedPart, type EmbedTheme, PARTS } from "#lib/publish/embed-options.ts";
import { DEFAULT_LANGUAGE, type Language } from "#lib/publish/language.ts";
import { queryText } from "#lib/publish/query-text.ts";

/** What an editor chooses of an embed. */
export interface EmbedChoice {
  readonly theme: EmbedTheme;
  readonly language: Language;
  readonly timeZone: string;
  readonly parts: ReadonlySet<EmbedPart>;
  /** Not of an incident, which has its own span. */
  readonly range: RangeKey;
  /** "2024-11-09T00:30Z": shows for ever what was known then. Null: stays live. */
  readonly asOf: string | null;
  readonly isTransparent: boolean;
}

export const DEFAULT_CHOICE: EmbedChoice = {
  theme: "auto",
  language: DEFAULT_LANGUAGE,
  timeZone: "UTC",
  parts: new Set(DEFAULT_PARTS),
  range: DEFAULT_RANGE,
  asOf: null,
  isTransparent: false,
};

function sameParts(parts: ReadonlySet<EmbedPart>): boolean {
  return parts.size === DEFAULT_PARTS.length && DEFAULT_PARTS.every((part) => parts.has(part));
}

/** The query of a page's view, which its embed and its picture take too; "" where it shows what it shows by itself. */
export function viewOf(shown: Partial<Pick<EmbedChoice, "range" | "asOf" | "language" | "timeZone">>): string {
  return embedAddress("", { ...DEFAULT_CHOICE, ...shown });
}

/** The address of an embed with what differs from the default, in one order. `path` as in `/embed/chatgpt`. */
export function embedAddress(path: string, choice: EmbedChoice): string {
  const { theme, language, timeZone, parts, range, asOf, isTransparent } = choice;
  const query = queryText([
    ["asof", asOf],
    ["range", range === DEFAULT_RANGE ? null : range],
    ["theme", theme === "auto" ? null : theme],
    ["lang", language === DEFAULT_LANGUAGE ? null : language],
    ["tz", timeZone === "UTC" ? null : timeZone],
    ["parts", sameParts(parts) || parts.size === 0 ? null : PARTS.filter((part) => parts.has(part)).join(",")],
    ["transparent", isTransparent ? "1" : null],
  ]);
  return query === "" ? path : `${path}?${query}`;
}
