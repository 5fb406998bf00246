import type { IncomingHttpHeaders } from "node:http";
import { DARK, LIGHT, paletteDeclarations } from "#lib/publish/palette.ts";
import { type ProblemKind, type ProblemParts, problemWords } from "#server/problem.ts";

/** What a visitor is told who pressed a button; of the others, which a page's own form does not meet, their title. */
const WORDS: Partial<Record<ProblemKind, string>> = {
  "not-found": "We do not watch this service.",
  gone: "Reports about this service are no longer taken.",
  "too-many-requests": "Too many reports came from your network just now.",
  "queue-full": "More reports are coming in than we can take at this moment.",
  "unavailable-database": "Something failed on our side, not on yours.",
  "disk-full": "Something failed on our side, not on yours.",
};

const STYLE = `:root{color-scheme:light dark;${paletteDeclarations(LIGHT)}}
@media(prefers-color-scheme:dark){:root{${paletteDeclarations(DARK)}}}
body{margin:0;padding:3rem 1rem;background:var(--paper);color:var(--ink);font:1rem/1.5 Inter,Arial,sans-serif}
main{max-width:42rem;margin:0 auto}h1{font-size:1.75rem;line-height:1.2;letter-spacing:-.015em}a{color:inherit}`;

const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const SERVICE_PAGE = /^\/status\/[a-z0-9-]{1,64}$/;

interface Asked {
  readonly headers: IncomingHttpHeaders;
}

/** The form of a page that has no script: who sent it looks at the answer. Programs that send forms do not ask for HTML. */
export function isPageForm({ headers }: Asked): boolean {
  const { accept = "", "content-type": type = "" } = headers;
  return type.startsWith("application/x-www-form-urlencoded") && accept.includes("text/html");
}

/** The page of the service from which the form was sent, as a browser says it; the home page where it says nothing. */
function cameFrom({ headers }: Asked): string {
  const path = URL.parse(headers.referer ?? "")?.pathname ?? "/";
  return SERVICE_PAGE.test(path) ? path : "/";
}

function adviceWords(status: number, retryAfter: string | undefined): string {
  if (status !== 408 && status !== 429 && status < 500) return "";
  const seconds = Number(retryAfter ?? 1);
  return ` It can be sent again in ${seconds === 1 ? "a second" : `${seconds} seconds`}.`;
}

/** A refusal of a report in words, for who would be shown the problem's JSON: what happened, what is kept, what to do. */
export function refusedPage(request: Asked, kind: ProblemKind, problem: ProblemParts, isKnown: boolean): ProblemParts {
  const back = cameFrom(request);
  const title = isKnown ? "Your report was not stored" : "We do not know whether your report was stored";
  const why = WORDS[kind] ?? `${problemWords(kind).title}.`;
  const advice = adviceWords(problem.status, problem.headers["retry-after"]);
  const body = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${title}</title><style>${STYLE}</style></head><body><main><h1>${title}</h1><p>${why}${advice}</p><p><a href="${back}">${back === "/" ? "To the start page" : "Back to the service"}</a></p></main></body></html>`;
  const headers = { ...problem.headers, "content-type": "text/html; charset=utf-8", "content-security-policy": POLICY };
  return { status: problem.status, headers, body };
}
