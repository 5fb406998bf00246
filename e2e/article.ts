import { once } from "node:events";
import { createServer } from "node:http";

/** A page of another origin that embeds something of ours and speaks one of the dialects in which frames tell their height. */
export interface Article {
  readonly origin: string;
  close(): void;
}

/** How a publisher's own page listens: each sets the height of its frame, and writes what it was told into `data-told`. */
const LISTENERS = {
  plain: `if (data && data.type === "groundswell:height") tell(data.height);`,
  amp: `if (data && data.sentinel === "amp" && data.type === "embed-size") tell(data.height);`,
  pym: `const parts = String(data).split("xPYMx");
    if (parts[0] === "pym" && parts[1] === "reports" && parts[2] === "height") tell(Number(parts[3]));`,
  wordpress: `if (data && data.message === "height" && data.secret === "s3cret") tell(data.value);
    if (data && data.message === "link" && data.secret === "s3cret") document.body.dataset.link = data.value;`,
} as const;

export type Dialect = keyof typeof LISTENERS;

function listener(dialect: Dialect): string {
  return `const frame = document.querySelector("iframe");
  addEventListener("message", ({ source, data }) => {
    if (source !== frame.contentWindow) return;
    const tell = (height) => { frame.style.height = height + "px"; frame.dataset.told = height; };
    ${LISTENERS[dialect]}
  });`;
}

/** The strictest page: it is isolated, and shows only what says that it may be shown there. */
const HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-opener-policy": "same-origin",
};

/** An article around `frames`, which is markup of the newspaper; `script` is the newspaper's own. */
export async function openArticle(frames: string, script = ""): Promise<Article> {
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Article</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,">
<style>:root{color-scheme:light dark}body{margin:8px;font:16px sans-serif}</style></head>
<body><h1>Article</h1>${frames}<p>The article goes on.</p><script>${script}</script></body></html>`;
  const server = createServer((_, response) => {
    response.writeHead(200, HEADERS).end(html);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { origin: `http://localhost:${address.port}`, close: () => void server.close() };
}

/** An article whose page speaks one dialect to one frame. */
export function openDialect(dialect: Dialect, src: string, sandbox: string | null): Promise<Article> {
  const asked = { plain: src, amp: src, pym: `${src}?childId=reports`, wordpress: `${src}#?secret=s3cret` }[dialect];
  const attribute = sandbox === null ? "" : ` sandbox="${sandbox}"`;
  const frame = `<iframe src="${asked}" title="Reports" width="100%" height="200"${attribute} style="border:0"></iframe>`;
  return openArticle(frame, listener(dialect));
}
