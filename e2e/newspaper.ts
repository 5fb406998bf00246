import { once } from "node:events";
import { createServer } from "node:http";

/** A page of another origin that embeds something of ours, as an article does. */
export interface Newspaper {
  readonly origin: string;
  close(): void;
}

/** Serves an article with `src` in an iframe, the way the snippet does it. */
export async function openNewspaper(src: string): Promise<Newspaper> {
  const article = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Article</title><link rel="icon" href="data:,"></head>
<body><h1>Article</h1><iframe src="${src}" title="Reports" width="640" height="480"></iframe></body></html>`;
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(article);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { origin: `http://localhost:${address.port}`, close: () => void server.close() };
}
