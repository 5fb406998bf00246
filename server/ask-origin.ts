import { type Agent, type IncomingMessage, request } from "node:http";
import { ASKED_PATH, askedPath } from "#lib/asked-path.ts";
import type { Answer } from "#server/edge-cache.ts";

/** Where whole answers are asked for. */
export interface OriginAddress {
  readonly agent: Agent;
  readonly port: number;
  /** The host that the answer is made for. */
  readonly publicHost: string;
  readonly timeoutMs: number;
}

/** Headers that describe one connection, that the edge writes itself, or that promise what it does not do: parts of a file. */
const DROPPED = new Set([
  "accept-ranges",
  "connection",
  "keep-alive",
  "transfer-encoding",
  "content-length",
  "date",
  "etag",
  "vary",
  "x-powered-by",
]);

function keptHeaders(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || DROPPED.has(name) ? [] : [[name, String(value)]],
    ),
  );
}

async function readAnswer(response: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return {
    status: response.statusCode ?? 502,
    headers: keptHeaders(response.headers),
    body: Buffer.concat(chunks),
  };
}

/**
 * Asks a server on this machine for a whole answer. A kept connection may be closed by the other side in the moment in which
 * it is used again: then nothing was answered, and it is asked once more on another one (Node's `reusedSocket`). Rejects when there
 * is no answer in time.
 */
export function askOrigin(origin: OriginAddress, target: string): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const call = request(
    {
      agent: origin.agent,
      port: origin.port,
      host: "127.0.0.1",
      path: target,
      headers: { host: origin.publicHost, accept: "*/*", [ASKED_PATH]: askedPath(target) },
      timeout: origin.timeoutMs,
    },
    (response) => readAnswer(response).then(resolve, reject),
  );
  call.on("timeout", () => call.destroy(new Error("a page took too long to render")));
  call.on("error", (error: NodeJS.ErrnoException) => {
    if (call.reusedSocket && error.code === "ECONNRESET") resolve(askOrigin(origin, target));
    else reject(error);
  });
  call.end();
  return promise;
}
