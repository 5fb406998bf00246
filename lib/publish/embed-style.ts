import type { StateKey } from "#lib/live/snapshot.ts";
import type { EmbedOptions } from "#lib/publish/embed-options.ts";
import { DARK, FORCED, LIGHT, paletteDeclarations } from "#lib/publish/palette.ts";

const STATES: readonly StateKey[] = ["normal", "possible", "unconfirmed", "outage"];

/** Where the narrow drawing (360 wide) gives way to the wide one (640), so that both are shown near their own size. */
const WIDE_FROM = 540;

const LAYOUT = `*{box-sizing:border-box}
body{margin:0;padding:12px 14px;max-width:820px;background:var(--paper);color:var(--ink);
font:15px/1.45 Inter,system-ui,sans-serif;font-variant-numeric:tabular-nums;-webkit-text-size-adjust:100%}
h1{font-size:17px;line-height:1.3;margin:0 0 4px;font-weight:650;text-wrap:balance}
p{margin:0 0 8px;text-wrap:pretty}h1+.chart,h1+p:not(.state){margin-top:8px}a{color:inherit;text-underline-offset:.18em}
:focus-visible{outline:3px solid var(--ink);outline-offset:2px}
.state{display:flex;align-items:center;gap:7px;font-weight:600}
#stale-note:empty,[data-part]:empty{display:none}
.notice{font-weight:700;border-left:4px solid var(--ink);padding-left:8px}
.chart{margin:0 0 10px}.chart svg{display:block;width:100%;height:auto;overflow:visible}.wide{display:none}
@media(min-width:${WIDE_FROM}px){.narrow{display:none}.wide{display:block}}
.source,details{font-size:13px;color:var(--ink-soft)}
summary{cursor:pointer;padding:4px 0}
table{border-collapse:collapse;width:100%;margin:4px 0 8px}caption{text-align:left;padding-bottom:4px}
th,td{text-align:right;padding:3px 0 3px 10px;border-top:1px solid var(--rule);font-weight:400}
th:first-child{text-align:left;padding-left:0}
.out{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}`;

/** Up to these heights of its frame a fitted embed leaves something out; `low` is the one up to which the chart is drawn low. */
interface Tiers {
  readonly bare: number;
  readonly figures: number;
  readonly chart: number;
  readonly table: number;
  readonly low: number;
}

/** Sums of what stands around the chart, which takes more lines on a phone, and of at least 140 pixels for the chart itself. */
const NARROW: Tiers = { bare: 310, figures: 380, chart: 470, table: 520, low: 520 };
const WIDE: Tiers = { bare: 209, figures: 290, chart: 350, table: 400, low: 460 };
const FIGURES = ".chart~[data-part=figures],.chart~[data-part=problems]";

/** Least of all: title, state and source. Then figures instead of a chart whose words would be too small, the chart instead of figures, both, and a table. */
function fittedTiers(width: string, className: string, { bare, figures, chart, table, low }: Tiers): string {
  const frame = (heights: string, rules: string) => `@media ${width} and ${heights}{${rules}}`;
  return [
    frame(`(max-height:${table}px)`, "details{display:none}"),
    frame(`(min-height:${figures + 1}px) and (max-height:${chart}px)`, `${FIGURES}{display:none}`),
    frame(`(max-height:${figures}px)`, "main:has([data-part=figures]) .chart{display:none}"),
    frame(`(max-height:${bare}px)`, `main:has(.state) .chart,${FIGURES}{display:none}`),
    frame(`(max-height:${low}px)`, `.chart .high{display:none}.chart .low.${className}{display:block}`),
  ].join("");
}

/** In a frame of fixed height: the chart gives way, from its own height down, and nothing scrolls but an opened table. */
const FITTED = [
  "html,body{height:100%}main{height:100%;display:flex;flex-direction:column}.chart{flex:0 1 66vw;min-height:0}",
  ".chart div,.chart svg{height:100%}.chart svg{width:auto;max-width:100%}.chart .low{display:none}",
  `details[open]{overflow:auto;max-height:60%}@media(min-width:${WIDE_FROM}px){.chart{flex-basis:min(43vw,360px)}}`,
  fittedTiers(`(max-width:${WIDE_FROM - 1}px)`, "narrow", NARROW),
  fittedTiers(`(min-width:${WIDE_FROM}px)`, "wide", WIDE),
].join("");

function themeRules({ theme, isTransparent }: EmbedOptions): string {
  const light = `:root{${paletteDeclarations(LIGHT)}}`;
  const dark = `:root{${paletteDeclarations(DARK)}}`;
  // Printers leave out backgrounds: what is light on dark would not be there.
  const printed = `@media print{${light}}`;
  const auto = `${light}@media(prefers-color-scheme:dark){${dark}}${printed}`;
  const forced = `@media(forced-colors:active){:root{${paletteDeclarations(FORCED)}}}`;
  const colours = { light, dark: dark + printed, auto }[theme] + forced;
  if (isTransparent) return `${colours}body{background:none}`;
  return `${colours}:root{color-scheme:${theme === "auto" ? "light dark" : theme}}`;
}

/**
 * The embed's only style sheet, inline. A transparent embed names no colour scheme: browsers paint a frame whose scheme
 * differs from its page's opaque.
 */
export function embedStyle(options: EmbedOptions): string {
  const states = STATES.map((state) => `.${state}{color:var(--${state})}`).join("");
  return `${themeRules(options)}${LAYOUT}${states}${options.isFitted ? FITTED : ""}`.replaceAll("\n", "");
}
