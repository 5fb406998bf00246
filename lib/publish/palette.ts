import type { StateKey } from "#lib/live/snapshot.ts";

/** The colours of a drawing. Every one but `rule` has at least 4.5:1 on `paper`. */
export interface Palette extends Readonly<Record<StateKey, string>> {
  readonly paper: string;
  readonly ink: string;
  readonly inkSoft: string;
  readonly rule: string;
}

export const LIGHT: Palette = {
  paper: "#f7f7f4",
  ink: "#17191c",
  inkSoft: "#555b62",
  rule: "#d3d5d0",
  normal: "#4a5a69",
  possible: "#8a5a00",
  outage: "#c0311a",
  unconfirmed: "#6a4c9c",
};

export const DARK: Palette = {
  paper: "#14161a",
  ink: "#ecece8",
  inkSoft: "#a4aab1",
  rule: "#31363c",
  normal: "#9fb0c0",
  possible: "#e2a53a",
  outage: "#ff7357",
  unconfirmed: "#b9a1ee",
};

/** What the reader has set in place of all colours. Browsers force it on text and backgrounds by themselves, and not on drawings. */
export const FORCED: Palette = {
  paper: "Canvas",
  ink: "CanvasText",
  inkSoft: "CanvasText",
  rule: "color-mix(in srgb,CanvasText 30%,Canvas)",
  normal: "CanvasText",
  possible: "CanvasText",
  outage: "CanvasText",
  unconfirmed: "CanvasText",
};

/** The custom property of each colour, as the pages' style sheet names them. */
const PROPERTIES: Readonly<Record<keyof Palette, string>> = {
  paper: "--paper",
  ink: "--ink",
  inkSoft: "--ink-soft",
  rule: "--rule",
  normal: "--normal",
  possible: "--possible",
  outage: "--outage",
  unconfirmed: "--unconfirmed",
};

/** For drawings inside a document: its custom properties, so that one drawing follows the document's theme; else its own text colour. */
export const INHERITED: Palette = {
  paper: "var(--paper, Canvas)",
  ink: "var(--ink, currentColor)",
  inkSoft: "var(--ink-soft, currentColor)",
  rule: "var(--rule, color-mix(in srgb, currentColor 25%, transparent))",
  normal: "var(--normal, currentColor)",
  possible: "var(--possible, currentColor)",
  outage: "var(--outage, currentColor)",
  unconfirmed: "var(--unconfirmed, currentColor)",
};

/** The palette as declarations of a style sheet. */
export function paletteDeclarations(palette: Palette): string {
  return Object.entries(PROPERTIES)
    .map(([key, property]) => `${property}:${palette[key as keyof Palette]}`)
    .join(";");
}
