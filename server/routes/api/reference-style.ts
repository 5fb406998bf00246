import { DARK, LIGHT, paletteDeclarations } from "#lib/publish/palette.ts";

/** The reference in the dress of the pages, whose style sheet has another name with every build. */
export const REFERENCE_STYLE = `@font-face{font-family:Inter;src:url("/fonts/inter-latin-variable.woff2") format("woff2");font-weight:100 900;font-display:swap}
:root{color-scheme:light dark;${paletteDeclarations(LIGHT)};--mono:ui-monospace,"SFMono-Regular",Menlo,Consolas,monospace}
@media screen and (prefers-color-scheme:dark){:root{${paletteDeclarations(DARK)}}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 Inter,Arial,sans-serif;font-variant-numeric:tabular-nums;-webkit-text-size-adjust:100%}
a{color:inherit;text-decoration-color:var(--ink-soft);text-decoration-thickness:1px;text-underline-offset:.18em}
:focus-visible{outline:3px solid var(--ink);outline-offset:2px}
.kind{margin:0;background:var(--ink);color:var(--paper);font-size:14px;line-height:20px;font-weight:500}
.kind p,.head,main{max-width:72rem;margin:0 auto;padding:0 1rem}
.kind p{padding-block:.5rem}
header{border-bottom:1px solid var(--ink)}
.head{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:center;padding-block:.25rem}
.head a{display:inline-flex;align-items:center;gap:.5rem;min-height:44px;padding:0 .5rem;font-size:14px;font-weight:500;letter-spacing:-.025em;text-decoration:none}
.head .name{padding:0;font-size:16px;font-weight:700}.head nav{display:flex;margin-right:-.5rem}
h1,h2,h3{font-weight:650;letter-spacing:-.015em;line-height:1.25;text-wrap:balance}
h1{font-size:28px;margin:2rem 0 1rem}h2{font-size:20px;margin:0 0 .5rem}h3{font-size:16px;margin:1.5rem 0 .25rem}
section{scroll-margin-top:1rem}main>div>section{border-top:2px solid var(--ink);padding-top:.75rem;margin-top:2.5rem}
p,li{max-width:68ch}p{margin:.5rem 0}
.address{font-weight:600}
code{font-family:var(--mono);font-size:.875em;overflow-wrap:anywhere}
ul{padding-left:1.25rem}li{margin:.25rem 0}em{color:var(--ink-soft);font-style:normal}
.contents ul{list-style:none;padding:0;font-size:14px;columns:16rem}.contents li{break-inside:avoid;margin:0;border-bottom:1px solid var(--rule)}
.contents a{display:flex;align-items:center;min-height:44px;padding:.375rem 0;line-height:1.25;text-decoration:none}.contents a:hover,.head a:hover{text-decoration:underline}
table{border-collapse:collapse;width:100%}caption{text-align:left;font-weight:600;padding:.5rem 0}
th,td{text-align:left;vertical-align:top;padding:.5rem 1rem .5rem 0;border-top:1px solid var(--rule);font-weight:400}
th code{font-weight:600;white-space:nowrap}
@media(max-width:40rem){.head svg{width:24px;height:16px}th code{white-space:normal}.fields tr{display:block;border-top:1px solid var(--rule);padding:.5rem 0}.fields th,.fields td{display:inline-block;border:0;padding:0 .75rem 0 0}}
@media(min-width:48rem){caption~tbody th{width:11rem}caption~tbody td:nth-child(2){width:9rem}.kind p,.head,main{padding-inline:1.5rem}h1{font-size:44px;line-height:46px}.head nav{margin-right:-.75rem}.head nav a{padding:0 .75rem}.head .name{font-size:20px}}
@media(min-width:64rem){main{display:grid;grid-template-columns:16rem minmax(0,1fr);gap:0 3rem;align-items:start}main>.intro{grid-column:1/-1}
.contents{position:sticky;top:1rem;max-height:calc(100vh - 2rem);overflow-y:auto;margin-top:2.5rem}.contents ul{columns:auto;margin:0}.contents a{min-height:36px}}
@media print{.contents,.head nav{display:none}main{display:block}}`;
