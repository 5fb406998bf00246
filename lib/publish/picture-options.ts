import { type Minute, parseMinute } from "#lib/buckets/minute.ts";
import { parseTimeZone } from "#lib/buckets/wall-time.ts";
import { asRangeKey, DEFAULT_RANGE, type RangeKey } from "#lib/live/range.ts";
import { DEFAULT_LANGUAGE, type Language, parseLanguage } from "#lib/publish/language.ts";
import { DARK, LIGHT, type Palette } from "#lib/publish/palette.ts";

/**
 * The pictures that are offered: sizes are fixed, so that nobody can ask for one that fills the memory. Drawn at width x height,
 * written at `scale` times that. `og` is what link previews show, 1200 x 630.
 */
export const PICTURE_TYPES = {
  chart: { width: 800, height: 450, scale: 2 },
  og: { width: 640, height: 336, scale: 1.875 },
  card: { width: 640, height: 336, scale: 1 },
  square: { width: 540, height: 540, scale: 2 },
  print: { width: 800, height: 500, scale: 3 },
} as const;

export type PictureType = keyof typeof PICTURE_TYPES;

export interface PictureOptions {
  readonly type: PictureType;
  readonly palette: Palette;
  readonly range: RangeKey;
  readonly timeZone: string;
  readonly language: Language;
}

const TYPES = Object.keys(PICTURE_TYPES) as PictureType[];

/** Reads the options of a picture or a file. What is not known becomes the default: an article must never show an error, and no input is repeated. */
export function parsePictureOptions(query: URLSearchParams): PictureOptions {
  return {
    type: TYPES.find((type) => type === query.get("imType")) ?? "chart",
    palette: query.get("theme") === "dark" ? DARK : LIGHT,
    range: asRangeKey(query.get("range") ?? "") ?? DEFAULT_RANGE,
    timeZone: parseTimeZone(query.get("tz") ?? "") ?? "UTC",
    language: parseLanguage(query.get("lang") ?? "") ?? DEFAULT_LANGUAGE,
  };
}

/**
 * The frozen minute that an address names: null for none, "wrong" for two, for an empty one and for one that is no UTC minute, because
 * other numbers than the asked ones would be a lie.
 */
export function parseFrozen(query: URLSearchParams): Minute | null | "wrong" {
  const [text, ...others] = query.getAll("asof");
  if (text === undefined) return null;
  return others.length > 0 ? "wrong" : (parseMinute(text) ?? "wrong");
}
