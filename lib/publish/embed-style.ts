import type { StateKey } from "#lib/live/snapshot.ts";
import type { EmbedOptions } from "#lib/publish/embed-options.ts";
import { DARK, LIGHT, paletteDeclarations } from "#lib/publish/palette.ts";

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
#stale-note:empty{display:none}
.notice{font-weight:700;border-left:4px solid var(--ink);padding-left:8px}
.chart{margin:0 0 10px}.chart svg{display:block;width:100%;height:auto;overflow:visible}.wide{display:none}
@media(min-width:${WIDE_FROM}px){.narrow{display:none}.wide{display:block}}
.source,details{font-size:13px;color:var(--ink-soft)}
summary{cursor:pointer;padding:4px 0}
table{border-collapse:collapse;width:100%;margin:4px 0 8px}caption{text-align:left;padding-bottom:4px}
th,td{text-align:right;padding:3px 0 3px 10px;border-top:1px solid var(--rule);font-weight:400}
th:first-child{text-align:left;padding-left:0}
.out{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}`;

/**
 * In a frame of fixed height: the chart gives way, from its own height down, and nothing scrolls but an opened table. The lower
 * the frame, the less is in it: no table, then no figures beside a chart, then figures instead of a chart, whose words would be too small.
 */
const FITTED = `html,body{height:100%}main{height:100%;display:flex;flex-direction:column}
.chart{flex:0 1 66vw;min-height:0}.chart div,.chart svg{height:100%}.chart svg{width:auto;max-width:100%}
details[open]{overflow:auto;max-height:60%}.chart .low{display:none}
@media(min-width:${WIDE_FROM}px){.chart{flex-basis:min(43vw,360px)}}
@media(max-height:460px){.chart .high{display:none}.chart .low.narrow{display:block}.chart{flex-basis:50vw}}
@media(max-height:460px) and (min-width:${WIDE_FROM}px){.chart .low.narrow{display:none}.chart .low.wide{display:block}
.chart{flex-basis:min(28vw,232px)}}
@media(max-height:400px){details{display:none}}
@media(min-height:241px) and (max-height:360px){.chart~[data-part=figures],.chart~[data-part=problems]{display:none}}
@media(max-height:240px){main:has([data-part=figures]) .chart{display:none}}`;

function themeRules({ theme, isTransparent }: EmbedOptions): string {
  const light = `:root{${paletteDeclarations(LIGHT)}}`;
  const dark = `:root{${paletteDeclarations(DARK)}}`;
  const colours = { light, dark, auto: `${light}@media(prefers-color-scheme:dark){${dark}}` }[theme];
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
