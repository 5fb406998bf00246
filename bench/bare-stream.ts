// The least that can keep viewers up to date: node:http holds their answers and writes one buffer to all of them each second.
// Whoever posts a number makes it the figure of the next frame.
import { createServer, type ServerResponse } from "node:http";
import { z } from "zod";

const { PORT, FRAME_BYTES } = z.object({ PORT: z.coerce.number(), FRAME_BYTES: z.coerce.number() }).parse(process.env);
const viewers = new Set<ServerResponse>();
let figure = 0;

const frame = () =>
  Buffer.from(`event: frame\ndata: {"reports15":${figure},"rest":"${"x".repeat(Math.max(0, FRAME_BYTES - 60))}"}\n\n`);

createServer((req, res) => {
  if (req.method === "POST") {
    figure += 1;
    res.end(String(figure));
    return;
  }
  res.writeHead(200, { "content-type": "text/event-stream" }).write(frame());
  viewers.add(res);
  res.once("close", () => viewers.delete(res));
}).listen(PORT, "127.0.0.1");

setInterval(() => {
  const bytes = frame();
  for (const res of viewers) res.write(bytes);
}, 1_000);
