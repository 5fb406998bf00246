import { readFile } from "node:fs/promises";
import { Agent, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { pageStatus } from "#lib/publish/missing-page.ts";
import { askAtMost } from "#server/ask-at-most.ts";
import { askOrigin } from "#server/ask-origin.ts";
import type { Answer } from "#server/edge-cache.ts";
import { fileCacheControl, fileOpenness, pageCacheControl } from "#server/edge-policy.ts";
import { pagePolicy } from "#server/security-headers.ts";

/** Next behind the front: whole answers for the edge cache, and a way past it for what must not be stored. */
export interface NextOrigin {
  fetch(target: string): Promise<Answer>;
  readonly port: number;
  close(): Promise<void>;
}

const RENDER_TIMEOUT_MS = 8_000;

/** Next's connections, and what may be asked for on them at once: at 30 ms a page the last is there in about the time that a page may take. */
const MAX_SOCKETS = 32;
const MAX_ASKED = 256;

const RETRY_AFTER_S = "15";

/** Next's own page of a failure is blank until its script runs: the page that needs nothing stands in for it. */
function standIn(unavailable: Buffer): Answer {
  const headers = { "content-type": "text/html; charset=utf-8", "retry-after": RETRY_AFTER_S };
  return { status: 503, headers, body: unavailable };
}

function finishFile(target: string, file: Answer): Answer {
  const cacheControl = fileCacheControl(target, file.headers["cache-control"]);
  if (cacheControl === undefined || file.status !== 200) return file;
  return { ...file, headers: { ...file.headers, ...fileOpenness(target), "cache-control": cacheControl } };
}

function finishPage(target: string, rendered: Answer, unavailable: Buffer): Answer {
  if (!rendered.headers["content-type"]?.startsWith("text/html")) return finishFile(target, rendered);
  const hasFailed = rendered.status >= 500;
  const answer = hasFailed ? standIn(unavailable) : rendered;
  const html = answer.body.toString("utf8");
  const status = pageStatus(answer.status, html);
  // There is no end of addresses at which nothing is.
  const isKept = !hasFailed && status !== 404;
  return {
    ...answer,
    status,
    headers: {
      ...answer.headers,
      "cache-control": isKept ? pageCacheControl : "no-store",
      "content-security-policy": pagePolicy(html),
      "cross-origin-opener-policy": "same-origin",
    },
  };
}

/**
 * Starts Next on a loopback port of its own. The front asks it over HTTP instead of calling its handler,
 * because a refresh in the background has no visitor's response to write into. Loading Next takes most of a front's start, so it
 * is loaded here and not with this file: reports are taken before there are pages.
 */
export async function startNext(options: { readonly dev: boolean; readonly publicHost: string }): Promise<NextOrigin> {
  const { default: next } = await import("next");
  const app = next({ dev: options.dev, dir: resolve("."), hostname: "localhost" });
  const [unavailable] = await Promise.all([readFile("public/unavailable.html"), app.prepare()]);
  const handler = app.getRequestHandler();
  const server = createServer((req, res) => void handler(req, res));
  // Only the front asks here. A connection that falls idle stays open: closing it would race with its next use.
  server.keepAliveTimeout = 0;
  const upgrade = app.getUpgradeHandler();
  server.on("upgrade", (req, socket, head) => void upgrade(req, socket, head));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true, maxSockets: MAX_SOCKETS });

  const origin = { agent, port, publicHost: options.publicHost, timeoutMs: RENDER_TIMEOUT_MS };

  const ask = askAtMost(MAX_ASKED, (target) => askOrigin(origin, target), standIn(unavailable));

  return {
    port,
    fetch: async (target) => finishPage(target, await ask(target), unavailable),
    async close() {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await app.close();
    },
  };
}
