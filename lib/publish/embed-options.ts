import { type Minute, parseMinute } from "#lib/buckets/minute.ts";
import { parseTimeZone } from "#lib/buckets/wall-time.ts";
import type { Span } from "#lib/buckets/window.ts";
import { asRangeKey, DEFAULT_RANGE, type RangeKey } from "#lib/live/range.ts";
import { DEFAULT_LANGUAGE, type Language, parseLanguage } from "#lib/publish/language.ts";
import { parseFrozen } from "#lib/publish/picture-options.ts";

export const THEMES = ["auto", "light", "dark"] as const;
/** What an embed may consist of. Source, as-of time and the notice of a demo are not in the list: they are never left out. */
export const PARTS = ["title", "state", "chart", "figures", "problems"] as const;

export type EmbedTheme = (typeof THEMES)[number];
export type EmbedPart = (typeof PARTS)[number];

export interface EmbedOptions {
  readonly theme: EmbedTheme;
  readonly range: RangeKey;
  readonly timeZone: string;
  readonly language: Language;
  readonly parts: ReadonlySet<EmbedPart>;
  /** As it was known at this minute, for ever the same; null for what is known now, "wrong" for what is no minute. */
  readonly asOf: Minute | null | "wrong";
  /** A service's reports of this past span, for ever the same; null for what is happening now, "wrong" for what is no span. */
  readonly span: Span | null | "wrong";
  /** As high as its frame: the chart takes what is left. */
  readonly isFitted: boolean;
  /** No script: the picture stays as it was when it was loaded, and the frame keeps its height. */
  readonly isStatic: boolean;
  readonly isTransparent: boolean;
}

export const DEFAULT_PARTS: readonly EmbedPart[] = ["title", "state", "chart", "figures"];

function flag(query: URLSearchParams, name: string): boolean {
  return ["", "1", "true", "yes"].includes(query.get(name) ?? "no");
}

function parts(text: string | null): ReadonlySet<EmbedPart> {
  const wanted = (text ?? "").split(",");
  const known = PARTS.filter((part) => wanted.includes(part));
  return new Set(known.length > 0 ? known : DEFAULT_PARTS);
}

/** Longer than this is a file, not a picture of an outage. */
const MAX_SPAN_MINUTES = 31 * 1_440;

function parseSpan(query: URLSearchParams): Span | null | "wrong" {
  if (!query.has("from") && !query.has("to")) return null;
  const [from, to] = [parseMinute(query.get("from") ?? ""), parseMinute(query.get("to") ?? "")];
  return from === null || to === null || to <= from || to - from > MAX_SPAN_MINUTES ? "wrong" : { from, to };
}

/**
 * Reads an embed's options. What is not known becomes the default: an article must never show an error, and no input is repeated.
 * But who asked for a moment that cannot be read must not be shown another one.
 */
export function parseEmbedOptions(query: URLSearchParams): EmbedOptions {
  return {
    asOf: parseFrozen(query),
    theme: THEMES.find((theme) => theme === query.get("theme")) ?? "auto",
    range: asRangeKey(query.get("range") ?? "") ?? DEFAULT_RANGE,
    timeZone: parseTimeZone(query.get("tz") ?? "") ?? "UTC",
    language: parseLanguage(query.get("lang") ?? "") ?? DEFAULT_LANGUAGE,
    parts: parts(query.get("parts")),
    span: parseSpan(query),
    isFitted: flag(query, "fit"),
    isStatic: flag(query, "static"),
    isTransparent: flag(query, "transparent"),
  };
}
