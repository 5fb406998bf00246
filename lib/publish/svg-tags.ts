import { escapeMarkup } from "#lib/publish/escape-markup.ts";
import type { Palette } from "#lib/publish/palette.ts";

/** Attributes of an element; null ones are not written. Texts must be ours: numbers, path data, colours of a palette. */
export type Attributes = Readonly<Record<string, string | number | null>>;

/** An SVG element. Numbers are written to a tenth of a pixel. */
export function tag(name: string, attributes: Attributes, content = ""): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => ` ${key}="${typeof value === "number" ? Math.round(value * 100) / 100 : value}"`)
    .join("");
  return content === "" ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

/** A line of text, escaped. */
export function textTag(
  words: string,
  at: { readonly x: number; readonly y: number; readonly anchor: "start" | "middle" | "end" },
  attributes: Attributes = {},
): string {
  const anchor = at.anchor === "start" ? null : at.anchor;
  return tag("text", { x: at.x, y: at.y, "text-anchor": anchor, ...attributes }, escapeMarkup(words));
}

/** A rim of paper around a text, so that it is told apart from the lines behind it. */
export function rim(palette: Palette): Attributes {
  return { "paint-order": "stroke", stroke: palette.paper, "stroke-width": 3, "stroke-linejoin": "round" };
}

/** A position in the middle of a pixel: a line of one pixel there is crisp. */
export function crisp(position: number): number {
  return Math.round(position) + 0.5;
}
