import { type IncomingMessage, request, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { ASKED_PATH, askedPath } from "#lib/asked-path.ts";
import type { NextOrigin } from "#server/next-origin.ts";
import { refuse } from "#server/refuse.ts";

/** Straight to Next: in development everything goes this way, and nothing else ever does. What a visitor writes into a header must not reach an `http.request`. */
export async function passToNext(
  req: IncomingMessage,
  res: ServerResponse,
  next: NextOrigin | Promise<NextOrigin>,
): Promise<void> {
  const { port } = await next;
  if (res.destroyed) return;
  // Next would take a wish for another protocol as its own connection, and never end it. A trailer that is announced and cannot come is an error
  // where nobody hears it.
  const { connection: _, upgrade: __, trailer: ___, ...own } = req.headers;
  const headers = { ...own, [ASKED_PATH]: askedPath(req.url ?? "") };
  // On a connection of its own: what is piped through cannot be asked for again when a kept one is closed.
  const call = request(
    { agent: false, host: "127.0.0.1", port, path: req.url, method: req.method, headers },
    (response) => {
      res.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(res);
    },
  );
  // A visitor who has left takes nothing any more: the rest of the answer would wait for ever, and Next's connection with it.
  res.once("close", () => call.destroy());
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
    upstream.on("error", () => socket.destroy());
    socket.once("close", () => upstream.destroy());
  });
  call.on("error", () => socket.destroy());
  // Node has handed the socket over: an error that is not listened to would end the front. What follows is its close.
  socket.on("error", () => call.destroy());
  call.end();
}
