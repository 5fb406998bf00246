import type { IncomingMessage, ServerResponse } from "node:http";
import { canResume, framesMove, type HomeFrame, type LiveFrame } from "#lib/live/live-frame.ts";
import { DEFAULT_RANGE, type RangeKey } from "#lib/live/range.ts";
import { type ReadContext, readContext } from "#lib/live/read-context.ts";
import { readHomeFrame, readLiveSnapshot } from "#lib/live/read-live.ts";
import { LiveHub, type LiveHubOptions, type Topic } from "#lib/live/subscribe-live.ts";
import { sayRarely } from "#lib/log.ts";
import { instanceOf, type ProblemKind, type ProblemOptions, problemBody } from "#server/problem.ts";
import { frameJson, homeFrameJson, liveSnapshotJson } from "#server/routes/api/live-views.ts";
import { homeStreamQuery, streamQuery } from "#server/routes/api/query.ts";
import { queryOf, readQuery } from "#server/routes/api/route.ts";
import { encodeEvent, type LiveLimits, LiveStream, liveLimits } from "#server/routes/live-stream.ts";
import { ShortMemory } from "#server/routes/short-memory.ts";

/** Who asks for a stream: a service's slug or null for the home page, and the network that the stream is counted for. */
export interface LiveRequest {
  readonly slug: string | null;
  readonly clientNetwork: string;
}

export interface LiveOptions {
  readonly context?: () => ReadContext;
  readonly limits?: Partial<LiveLimits>;
  readonly hub?: Partial<Omit<LiveHubOptions<Buffer>, "encode" | "context">>;
}

/** What a viewer is told first, and what it is to be told from then on. */
interface Opening {
  readonly topic: Topic;
  readonly event: Buffer;
  /** Whether frames alone keep the viewer up to date from then on. */
  readonly framesMove: boolean;
}

const CHECK_MS = 1_000;
const RETRY_AFTER_S = 30;
/** As long as a snapshot is shared by everybody who comes: a thousand viewers at once cost one reading. */
const SNAPSHOT_MS = 2_000;
const MAX_SNAPSHOTS = 500;

const say = sayRarely("warn");

function refuse(res: ServerResponse, kind: ProblemKind, options: ProblemOptions = {}): void {
  const problem = problemBody(kind, { ...options, ...instanceOf(res.req.url) });
  res.writeHead(problem.status, problem.headers).end(problem.body);
}

function encodeFrame(frame: LiveFrame | HomeFrame): Buffer {
  return encodeEvent("frame", frame.asOf, "services" in frame ? homeFrameJson(frame) : frameJson(frame));
}

/** The live streams of one process. */
export class LiveServer {
  readonly #context: () => ReadContext;
  readonly #limits: LiveLimits;
  readonly #hub: LiveHub<Buffer>;
  readonly #openings = new ShortMemory<Opening | null>(SNAPSHOT_MS, MAX_SNAPSHOTS);
  readonly #streams = new Set<LiveStream>();
  readonly #perNetwork = new Map<string, number>();
  #open = 0;
  #isClosed = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: LiveOptions = {}) {
    this.#context = options.context ?? readContext;
    this.#limits = { ...liveLimits, ...options.limits };
    this.#hub = new LiveHub({ context: this.#context, encode: encodeFrame, ...options.hub });
  }

  /** Streams under way. */
  get size(): number {
    return this.#open;
  }

  /** Answers one GET with a stream that lasts for minutes, or refuses it. */
  async handle(req: IncomingMessage, res: ServerResponse, { slug, clientNetwork }: LiveRequest): Promise<void> {
    const asked = queryOf(new URL(req.url ?? "", "http://front").searchParams);
    const query = readQuery(slug === null ? homeStreamQuery : streamQuery, asked);
    if (!query.ok) return refuse(res, "invalid-request", { errors: query.errors });
    const { range = DEFAULT_RANGE } = query.values;
    const opening = () => this.#opening(slug, range);
    const mine = this.#perNetwork.get(clientNetwork) ?? 0;
    if (mine >= this.#limits.perNetwork) return refuse(res, "too-many-requests", { retryAfter: RETRY_AFTER_S });
    if (this.#open >= this.#limits.total) return refuse(res, "streams-full", { retryAfter: RETRY_AFTER_S });
    // Who left while the front was still starting: no end of it will be heard any more.
    if (res.destroyed) return;
    this.#count(clientNetwork, 1);
    res.once("close", () => this.#count(clientNetwork, -1));
    try {
      const first = await opening();
      if (first === null) return refuse(res, "not-found");
      if (res.destroyed) return;
      // No answer at all: a viewer who is refused does not come back, and one who is taken would hold up the end for seconds.
      if (this.#isClosed) return void res.destroy();
      const stream = this.#start(req, res, first);
      if (!first.framesMove) this.#keepRenewed(res, stream, opening);
    } catch (error) {
      say("a live stream could not begin", { err: error });
      refuse(res, "unavailable-database", { retryAfter: RETRY_AFTER_S });
    }
  }

  /** Ends all streams, those too that are about to begin; their viewers come back, to another process or to the next start. */
  close(): void {
    this.#isClosed = true;
    this.#hub.close();
    for (const stream of this.#streams) stream.end();
  }

  #count(network: string, change: 1 | -1): void {
    this.#open += change;
    const open = (this.#perNetwork.get(network) ?? 0) + change;
    if (open === 0) this.#perNetwork.delete(network);
    else this.#perNetwork.set(network, open);
  }

  #opening(slug: string | null, range: RangeKey): Promise<Opening | null> {
    return this.#openings.get(slug === null ? "" : `${slug} ${range}`, async () => {
      if (slug === null) {
        const frame = await readHomeFrame(this.#context());
        return { topic: "home", event: encodeEvent("snapshot", frame.asOf, homeFrameJson(frame)), framesMove: true };
      }
      const found = await readLiveSnapshot(slug, range, this.#context());
      if (found === null) return null;
      const { serviceId, snapshot } = found;
      const event = encodeEvent("snapshot", snapshot.asOf, liveSnapshotJson(snapshot));
      return { topic: serviceId, event, framesMove: framesMove(snapshot.series.stepMinutes) };
    });
  }

  #start(req: IncomingMessage, res: ServerResponse, { topic, event, framesMove }: Opening): LiveStream {
    const stream = new LiveStream(res, this.#limits, performance.now());
    const lastId = req.headers["last-event-id"]?.toString();
    if (!framesMove || !canResume(lastId, this.#context().nowMs)) stream.send(event, performance.now());
    this.#streams.add(stream);
    const unsubscribe = this.#hub.subscribe(topic, (bytes) => stream.send(bytes, performance.now()));
    this.#timer ??= setInterval(() => this.#check(), CHECK_MS);
    res.once("close", () => {
      unsubscribe();
      this.#streams.delete(stream);
      if (this.#streams.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    });
    return stream;
  }

  /** Tells the whole series again and again. While the database is away the next time will do, as with frames. */
  #keepRenewed(res: ServerResponse, stream: LiveStream, read: () => Promise<Opening | null>): void {
    const renew = async () => {
      const opening = await read().catch(() => null);
      if (opening !== null) stream.send(opening.event, performance.now());
    };
    const timer = setInterval(() => void renew(), this.#limits.renewMs);
    res.once("close", () => clearInterval(timer));
  }

  #check(): void {
    const now = performance.now();
    for (const stream of this.#streams) stream.check(now);
  }
}

let server: LiveServer | undefined;

/** GET /api/v1/services/{slug}/live and /api/v1/live: server-sent events on a raw node response, uncompressed. */
export function handleLive(req: IncomingMessage, res: ServerResponse, request: LiveRequest): Promise<void> {
  server ??= new LiveServer();
  return server.handle(req, res, request);
}

/** Ends all streams of this process, and lets none begin any more. */
export function closeLive(): void {
  server ??= new LiveServer();
  server.close();
}
