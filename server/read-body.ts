import type { IncomingMessage } from "node:http";

export type Body =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly reason: "too-large" | "too-slow" | "gone" };

/**
 * Reads a body of at most `maxBytes` within `maxMs`. A longer one is not read to its end: a declared length
 * is refused before the first byte, a streamed one at the first byte too many.
 */
export function readBody(req: IncomingMessage, maxBytes: number, maxMs: number): Promise<Body> {
  if (Number(req.headers["content-length"] ?? 0) > maxBytes) return Promise.resolve({ ok: false, reason: "too-large" });
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const end = (body: Body) => {
      clearTimeout(timer);
      req.removeAllListeners("data").pause();
      resolve(body);
    };
    const timer = setTimeout(() => end({ ok: false, reason: "too-slow" }), maxMs);
    req.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length > maxBytes) end({ ok: false, reason: "too-large" });
      else chunks.push(chunk);
    });
    req.once("end", () => end({ ok: true, bytes: Buffer.concat(chunks) }));
    req.once("error", () => end({ ok: false, reason: "gone" }));
    req.once("aborted", () => end({ ok: false, reason: "gone" }));
  });
}
