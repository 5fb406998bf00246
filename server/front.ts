import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Server as NetServer, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { config } from "#lib/config.ts";
import { log } from "#lib/log.ts";
import { type Client, clientAddress, networkKey, parseTrustedProxies } from "#lib/reports/client-address.ts";
import { ConnectionLimit } from "#server/connection-limit.ts";
import { chooseEncoding } from "#server/content-encoding.ts";
import { answerOptions } from "#server/cross-origin.ts";
import { canonicalTarget, parseTarget } from "#server/edge-policy.ts";
import { EdgeStores } from "#server/edge-stores.ts";
import { isNewsroomPath } from "#server/newsroom-addresses.ts";
import { askHandler, isApi, isEmbed, type Origin, type Origins, originOf } from "#server/origin.ts";
import { passToNext, passUpgrade } from "#server/pass-to-next.ts";
import { ReadLimit, refuseRead, TooManyReads } from "#server/read-limit.ts";
import { readWeight } from "#server/read-weight.ts";
import { refuse, refuseConnection, refuseMethod } from "#server/refuse.ts";
import { ReportLane } from "#server/report-lane.ts";
import { handleNodeReport, handleReport, type SendAnswer } from "#server/routes/reports.ts";
import { commonHeaders } from "#server/security-headers.ts";
import { CONNECTIONS_OF_ONE, LINGER_MS, MAX_CONNECTIONS, SERVER_LIMITS, STALLED_MS } from "#server/server-limits.ts";
import { UnreadAnswers } from "#server/unread-answers.ts";
import { proxyWatch } from "#server/untrusted-proxy.ts";
import type { WholeRequest } from "#server/whole-request.ts";
import { writeServed } from "#server/write-served.ts";

export interface FrontOptions extends Origins {
  /** In development pages pass the cache by. */
  readonly dev: boolean;
}

/** Looked at before anything else is made of a request. */
const REPORTS = /^\/api\/v1\/reports(\?|$)/;
const MAX_URL = 8_000;
const MAX_ORIGINS = 2_000;
const LIVE_SERVICE = /^\/api\/v1\/services\/([a-z0-9-]{1,64})\/live$/;
const OFFICIAL_UPDATES = /^\/api\/v1\/services\/([a-z0-9-]{1,64})\/official-updates$/;
const CORRECTIONS = /^\/api\/v1\/incidents\/([a-z0-9-]{1,120})\/corrections$/;

/** The plain front: limits, client address, then what is hot by itself, the API, or Next, the last two through the edge cache. */
export class Front {
  readonly server: Server;
  readonly #options: FrontOptions;
  readonly #stores = new EdgeStores();
  readonly #reads = new ReadLimit();
  readonly #unread = new UnreadAnswers();
  readonly #trusted = parseTrustedProxies(config().TRUSTED_PROXIES);
  readonly #connections = new ConnectionLimit(CONNECTIONS_OF_ONE, this.#trusted);
  readonly #headers = Object.entries(commonHeaders(config().PUBLIC_URL, config().INSTANCE_MODE)).flat();
  /** Who answers targets that are their own key in the cache: asked again, they need no parsing, which takes longer than the answer. */
  readonly #origins = new Map<string, Origin>();
  readonly #answering = new Set<ServerResponse>();
  readonly #lane: ReportLane;
  #isEnding = false;

  constructor(options: FrontOptions) {
    this.#options = options;
    this.server = createServer(SERVER_LIMITS, (req, res) => void this.#handle(req, res));
    this.server.maxConnections = MAX_CONNECTIONS;
    this.#lane = new ReportLane(this.server, {
      headers: this.#headers,
      firstMs: SERVER_LIMITS.headersTimeout,
      keepAliveMs: SERVER_LIMITS.keepAliveTimeout,
      mayConnect: (socket) => this.#connections.admit(socket),
      take: (request, socket, send) => void this.#wholeReport(request, socket, send),
    });
    this.server.on("drop", () => this.#connections.tell("all connections are taken: further ones are refused"));
    // In development the browser's WebSocket is silent for as long as nobody edits.
    this.server.timeout = options.dev ? 0 : STALLED_MS;
    this.server.on("clientError", refuseConnection);
    if (options.dev) this.server.on("upgrade", (req, socket) => void passUpgrade(req, socket as Socket, options.next));
  }

  /** Makes answers before the first visitor asks: the first render of a route loads its code, which takes most of a second. */
  async warm(targets: readonly string[]): Promise<void> {
    for (const target of targets) {
      const origin = originOf(this.#options, target);
      await this.#stores
        .of(target)
        .get(target, "br", () => origin(target))
        .catch((error: unknown) => log.warn({ err: error, target }, "an answer could not be warmed"));
    }
  }

  /**
   * Takes no new connection, and tells everybody who is answered from now on that it was the last time on theirs.
   * Resolves when all connections have ended. Node's own close() ends idle connections at once, under requests
   * that are already on their way, and lets busy ones be busy for ever.
   */
  async close(): Promise<void> {
    this.#isEnding = true;
    this.#lane.close();
    for (const res of this.#answering) if (!res.headersSent) res.setHeader("connection", "close");
    const closed = new Promise<void>((done) => NetServer.prototype.close.call(this.server, () => done()));
    await Promise.race([closed, delay(LINGER_MS)]);
    this.server.closeIdleConnections();
    this.#lane.closeIdleConnections();
    await closed;
  }

  /** Ends all connections, whoever still waits for an answer. */
  closeAllConnections(): void {
    this.server.closeAllConnections();
    this.#lane.closeAllConnections();
  }

  async #handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    this.#answering.add(res);
    try {
      if (this.#isEnding || this.#lane.isStray(req.socket)) res.setHeader("connection", "close");
      const target = req.url ?? "/";
      if (target.length <= MAX_URL && REPORTS.test(target) && req.method !== "OPTIONS")
        return await this.#report(req, res);
      res.once("close", () => this.#answering.delete(res));
      const origin = req.method === "GET" ? this.#origins.get(target) : undefined;
      if (origin !== undefined) return await this.#cached(req, res, target, origin);
      this.#setHeaders(res);
      if (target.length > MAX_URL) return refuse(res, "uri-too-long");
      const url = parseTarget(target);
      if (url === null) return refuse(res, "not-found");
      await this.#route(req, res, url);
    } catch (error) {
      if (!res.headersSent) this.#setHeaders(res);
      if (error instanceof TooManyReads) return refuseRead(res, error);
      log.error({ err: error }, "an answer failed");
      if (res.headersSent) res.destroy();
      else refuse(res, "internal");
    }
  }

  #setHeaders(res: ServerResponse): void {
    for (let i = 0; i < this.#headers.length; i += 2) res.setHeader(this.#headers[i] ?? "", this.#headers[i + 1] ?? "");
  }

  /** Null when the peer is gone. */
  #client({ headers }: Pick<IncomingMessage, "headers">, socket: Socket): Client | null {
    const forwardedFor = headers["x-forwarded-for"]?.toString();
    const client = clientAddress(socket.remoteAddress, forwardedFor, this.#trusted);
    if (client !== null) proxyWatch.look(client, forwardedFor);
    return client;
  }

  /** Counts an answer that is to be made for somebody. */
  #countRead(req: IncomingMessage, target: string): void {
    const client = this.#client(req, req.socket);
    if (client !== null) this.#reads.take(client, readWeight(target));
  }

  async #report(req: IncomingMessage, res: ServerResponse): Promise<void> {
    try {
      const client = this.#client(req, req.socket);
      if (client === null) res.destroy();
      else await handleNodeReport(req, res, client, this.#headers);
    } finally {
      this.#answering.delete(res);
    }
  }

  async #wholeReport(request: WholeRequest, socket: Socket, send: SendAnswer): Promise<void> {
    try {
      const client = this.#client(request, socket);
      if (client === null) socket.destroy();
      else await handleReport(request, client, () => ({ ok: true, bytes: request.body }), send);
    } catch (error) {
      log.error({ err: error }, "a report could not be taken");
      socket.destroy();
    }
  }

  async #operate(
    req: IncomingMessage,
    res: ServerResponse,
    key: string,
    who: "correction" | "officialUpdate",
  ): Promise<void> {
    const answers = await this.#options.answers;
    const client = this.#client(req, req.socket);
    if (client === null) res.destroy();
    else await answers[who](req, res, client, key);
  }

  async #live(req: IncomingMessage, res: ServerResponse, slug: string | null): Promise<void> {
    const client = this.#client(req, req.socket);
    if (client === null) return void res.destroy();
    this.#reads.take(client);
    const { live } = await this.#options.answers;
    await live(req, res, { slug, clientNetwork: networkKey(client.address) });
  }

  async #route(req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> {
    const path = url.pathname;
    const isRead = req.method === "GET" || req.method === "HEAD";
    const corrected = CORRECTIONS.exec(path)?.[1];
    if (corrected !== undefined) return this.#operate(req, res, corrected, "correction");
    const official = OFFICIAL_UPDATES.exec(path)?.[1];
    if (official !== undefined) return this.#operate(req, res, official, "officialUpdate");
    const live = LIVE_SERVICE.exec(path)?.[1] ?? (path === "/api/v1/live" ? null : undefined);
    if (live !== undefined && req.method === "GET") return this.#live(req, res, live);
    if (isRead && isNewsroomPath(path)) return this.#answer(req, res, url, true, originOf(this.#options, path));
    // The Fetch standard forbids requests with TRACE, so no handler could be asked.
    if (req.method === "TRACE") return refuseMethod(res);
    if (!isRead && isNewsroomPath(path)) return req.method === "OPTIONS" ? answerOptions(res, true) : refuseMethod(res);
    // A stream can only be followed: the API refuses its HEAD as it refuses every other method.
    if ((!isRead || live !== undefined) && isApi(path))
      return this.#answer(req, res, url, false, async (target) =>
        askHandler((await this.#options.answers).api, req.method ?? "GET", target),
      );
    if (req.method === "OPTIONS") return answerOptions(res, isEmbed(path));
    if (!isRead) return refuseMethod(res);
    const isPage = !isApi(path) && !isEmbed(path);
    if (isPage && this.#options.dev) return passToNext(req, res, this.#options.next);
    return this.#answer(req, res, url, true, originOf(this.#options, path));
  }

  async #answer(
    req: IncomingMessage,
    res: ServerResponse,
    url: URL,
    cacheable: boolean,
    origin: Origin,
  ): Promise<void> {
    const target = canonicalTarget(url);
    if (!cacheable) {
      const answer = await origin(target);
      res.writeHead(answer.status, answer.headers).end(answer.body);
      return;
    }
    if (target === req.url && req.method === "GET") {
      if (this.#origins.size >= MAX_ORIGINS) this.#origins.clear();
      this.#origins.set(target, origin);
    }
    await this.#cached(req, res, target, origin);
  }

  async #cached(req: IncomingMessage, res: ServerResponse, target: string, origin: Origin): Promise<void> {
    const encoding = chooseEncoding(req.headers["accept-encoding"]);
    const cache = this.#stores.of(target);
    const counted = cache.isAtHand(target)
      ? () => origin(target)
      : async () => {
          this.#countRead(req, target);
          return origin(target);
        };
    const served = await cache.get(target, encoding, counted);
    this.#unread.add(res, served.body);
    writeServed(req, res, served, this.#headers);
  }
}
