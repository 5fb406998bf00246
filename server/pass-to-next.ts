import { type IncomingMessage, request, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { NextOrigin } from "#server/next-origin.ts";
import { refuse } from "#server/refuse.ts";

/** Straight to Next: its client's own data requests, and everything in development. */
export async function passToNext(
  req: IncomingMessage,
  res: ServerResponse,
  next: NextOrigin | Promise<NextOrigin>,
): Promise<void> {
  const { port } = await next;
  // On a connection of its own: what is piped through cannot be asked for again when a kept one is closed.
  const call = request(
    { agent: false, host: "127.0.0.1", port, path: req.url, method: req.method, headers: req.headers },
    (response) => {
      res.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(res);
    },
  );
  call.on("error", () => (res.headersSent ? res.destroy() : refuse(res, "internal")));
  req.pipe(call);
}

/** The development server tells the browser about changes over a WebSocket. */
export async function passUpgrade(
  req: IncomingMessage,
  socket: Socket,
  next: NextOrigin | Promise<NextOrigin>,
): Promise<void> {
  const { port } = await next;
  const call = request({ host: "127.0.0.1", port, path: req.url, headers: req.headers });
  call.on("upgrade", (response, upstream) => {
    const head = Object.entries(response.headers).map(([name, value]) => `${name}: ${value}`);
    socket.write(`HTTP/1.1 101 Switching Protocols\r\n${head.join("\r\n")}\r\n\r\n`);
    upstream.pipe(socket).pipe(upstream);
  });
  call.on("error", () => socket.destroy());
  call.end();
}
