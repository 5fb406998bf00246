// The least that can answer a cached page: node:http and a map of finished answers, fetched once from the instance in the
// encoding that they are asked for.
import { createServer, get, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { z } from "zod";

const { PORT, ORIGIN } = z.object({ PORT: z.coerce.number(), ORIGIN: z.string() }).parse(process.env);
const answers = new Map<string, { readonly headers: Record<string, string | number>; readonly body: Buffer }>();

/** `fetch` would undo the encoding. */
function learn(req: IncomingMessage, res: ServerResponse): void {
  const encoding = String(req.headers["accept-encoding"] ?? "identity");
  get(new URL(req.url ?? "/", ORIGIN), { headers: { "accept-encoding": encoding } }, (response) => {
    void buffer(response).then((body) => {
      const used = response.headers["content-encoding"] ?? "identity";
      const type = response.headers["content-type"] ?? "text/html";
      const headers = { "content-type": type, "content-encoding": used, "content-length": body.length };
      answers.set(req.url ?? "/", { headers, body });
      res.writeHead(200).end("learned");
    });
  });
}

createServer((req, res) => {
  const known = answers.get(req.url ?? "/");
  if (known === undefined) learn(req, res);
  else res.writeHead(200, known.headers).end(known.body);
}).listen(PORT, "127.0.0.1");
