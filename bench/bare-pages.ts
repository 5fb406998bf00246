// The least that can answer a cached page: node:http and a map of finished answers, fetched once from the instance.
import { createServer } from "node:http";
import { z } from "zod";

const { PORT, ORIGIN } = z.object({ PORT: z.coerce.number(), ORIGIN: z.string() }).parse(process.env);
const answers = new Map<string, Buffer>();

createServer((req, res) => {
  const path = req.url ?? "/";
  const known = answers.get(path);
  const headers = { "content-type": "text/html; charset=utf-8", "content-encoding": "identity" };
  if (known !== undefined) {
    res.writeHead(200, { ...headers, "content-length": known.length }).end(known);
    return;
  }
  void fetch(new URL(path, ORIGIN), { headers: { "x-bench": "bare" } })
    .then(async (response) => answers.set(path, Buffer.from(await response.arrayBuffer())))
    .then(() => res.writeHead(200).end("fetched"));
}).listen(PORT, "127.0.0.1");
