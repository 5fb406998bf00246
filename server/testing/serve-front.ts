import { once } from "node:events";
import { type OutgoingHttpHeaders, request } from "node:http";
import { type AddressInfo, connect } from "node:net";
import type { Answers } from "#server/answers.ts";
import type { Front, FrontOptions } from "#server/front.ts";

export interface Reply {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly text: string;
}

/** A front on a port of its own. */
export interface ServedFront {
  readonly front: Front;
  readonly port: number;
  readonly origin: string;
  close(): void;
}

const page = {
  status: 200,
  headers: { "content-type": "text/html", "cache-control": "public, s-maxage=2" },
  body: Buffer.from("<p>a page"),
};

const api = () => new Response("{}", { headers: { "content-type": "application/json", "cache-control": "no-store" } });

/** What a front answers: to operators as ever, of the rest what `own` tells, else empty objects. */
export async function answersOf(own: Partial<Answers>): Promise<Answers> {
  const { handleCorrection } = await import("#server/routes/corrections.ts");
  const { handleOfficialUpdate } = await import("#server/routes/official-updates.ts");
  return {
    api,
    embed: api,
    newsroom: api,
    live: (_, res) => void res.end("live"),
    correction: handleCorrection,
    officialUpdate: handleOfficialUpdate,
    closeLive: () => {},
    ...own,
  };
}

/**
 * Serves a front whose pages say "a page", whose streams say "live" at once, and whose other answers are empty objects; `own` and
 * `options` stand in for these. It is loaded here, so that it has the environment that a test has stubbed.
 */
export async function serveFront(
  own: Partial<Answers> = {},
  options: Partial<FrontOptions> = {},
): Promise<ServedFront> {
  const { Front } = await import("#server/front.ts");
  const next = { port: 1, fetch: async () => page, close: async () => {} };
  const front = new Front({ answers: answersOf(own), next, dev: false, ...options });
  front.server.listen(0, "127.0.0.1");
  await once(front.server, "listening");
  const { port } = front.server.address() as AddressInfo;
  const close = () => {
    front.closeAllConnections();
    front.server.close();
  };
  return { front, port, origin: `http://127.0.0.1:${port}`, close };
}

let household = 0;

/** A request from a household that never asked before, if 127.0.0.1 is a trusted proxy. */
export async function send(
  port: number,
  method: string,
  path: string,
  headers: OutgoingHttpHeaders = {},
  body: string | Buffer = "",
): Promise<Reply> {
  household += 1;
  const from = `198.${18 + Math.floor(household / 250)}.${household % 250}.1`;
  const sent = { "x-forwarded-for": from, "content-length": Buffer.byteLength(body), ...headers };
  const call = request({ port, host: "127.0.0.1", path, method, headers: sent, agent: false });
  call.end(body);
  const [response] = await once(call, "response");
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return { status: response.statusCode, headers: response.headers, text: Buffer.concat(chunks).toString() };
}

/** Sends bytes that no HTTP client would. Resolves with all that comes back until the end. */
export function sendRaw(port: number, ...parts: string[]): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk;
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(text));
    for (const part of parts) socket.write(part);
  });
}

/** Sends a request in one piece, as a client that says no more once its answer has begun. Resolves with all of the answer, Latin-1. */
export function sendWhole(port: number, fields: readonly string[], body: string): Promise<string> {
  const head = ["POST /api/v1/reports HTTP/1.1", "Host: x", ...fields, `Content-Length: ${Buffer.byteLength(body)}`];
  return new Promise((resolve) => {
    let text = "";
    const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    socket.setEncoding("latin1").on("data", (chunk) => {
      text += chunk;
      socket.end();
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(text));
    socket.write(Buffer.concat([Buffer.from(`${head.join("\r\n")}\r\n\r\n`, "latin1"), Buffer.from(body)]));
  });
}

/** A field with which a request is not plain any more: Node reads it, and makes nothing of it. */
export const FOR_NODE = "Trailer: X-Checksum";
