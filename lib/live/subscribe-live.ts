import { setImmediate as otherWork } from "node:timers/promises";
import type { LiveRow } from "#lib/live/live.db.ts";
import { buildFrame, buildHomeFrame, type HomeFrame, type LiveFrame } from "#lib/live/live-frame.ts";
import { type ReadContext, readContext, stampOf } from "#lib/live/read-context.ts";
import { mergeSlowFigures, readSlowFigures, readTick, type SlowFigures, slowPartsOf } from "#lib/live/read-live.ts";
import { log } from "#lib/log.ts";

export type AnyFrame = LiveFrame | HomeFrame;

/** A viewer: told each frame as it was encoded once for all of its topic. */
export type Viewer<Encoded> = (frame: Encoded) => void;

/** A service's id, or the home page. */
export type Topic = number | "home";

export interface LiveHubOptions<Encoded> {
  readonly context: () => ReadContext;
  /** Turns a frame into what is sent. Called once per topic and tick. */
  readonly encode: (frame: AnyFrame) => Encoded;
  readonly tickMs: number;
  /** Baselines and shares are read again after so long. */
  readonly slowMs: number;
  /** A frame is sent after so long even when nothing changed but its as-of time. */
  readonly longestSilenceMs: number;
}

interface Watched<Encoded> {
  readonly viewers: Set<Viewer<Encoded>>;
  /** What was sent last, without its as-of time, and when (monotonic). */
  content: string;
  sentAt: number;
}

/** Viewers told in one go: 10,000 take a quarter of a second, in which no report would be taken. */
const SLICE = 200;

const TIMES = { tickMs: 1_000, slowMs: 10_000, longestSilenceMs: 10_000 } as const;

/**
 * One statement per second and process for everything that is watched, however many watch it. Without viewers it
 * rests. While the database is away nothing is sent, and the next tick tries again.
 */
export class LiveHub<Encoded> {
  readonly #options: LiveHubOptions<Encoded>;
  readonly #topics = new Map<Topic, Watched<Encoded>>();
  #slow: SlowFigures & { readonly readAt: number } = {
    expected: new Map(),
    worksPercent: new Map(),
    gaps: [],
    readAt: -Infinity,
  };
  #timer: NodeJS.Timeout | undefined;
  #isAway = false;

  constructor(options: Pick<LiveHubOptions<Encoded>, "encode"> & Partial<LiveHubOptions<Encoded>>) {
    this.#options = { context: readContext, ...TIMES, ...options };
  }

  /** Tells the viewer every frame from the next tick on, until the returned function is called. */
  subscribe(topic: Topic, viewer: Viewer<Encoded>): () => void {
    const watched = this.#topics.get(topic) ?? { viewers: new Set(), content: "", sentAt: -Infinity };
    this.#topics.set(topic, watched);
    watched.viewers.add(viewer);
    // A viewer who comes back has missed something, even when nothing changes any more.
    watched.content = "";
    this.#timer ??= setTimeout(() => void this.#tick(), this.#options.tickMs);
    return () => {
      watched.viewers.delete(viewer);
      if (watched.viewers.size === 0 && this.#topics.get(topic) === watched) this.#topics.delete(topic);
    };
  }

  /** Forgets all viewers and rests. */
  close(): void {
    this.#topics.clear();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #tick(): Promise<void> {
    const startedAt = performance.now();
    try {
      await this.#poll();
      this.#isAway = false;
    } catch (error) {
      if (!this.#isAway) log.warn({ err: error }, "live viewers wait for the database");
      this.#isAway = true;
    }
    const rest = Math.max(0, this.#options.tickMs - (performance.now() - startedAt));
    this.#timer = this.#topics.size === 0 ? undefined : setTimeout(() => void this.#tick(), rest);
  }

  async #poll(): Promise<void> {
    const context = this.#options.context();
    const watched = [...this.#topics.keys()].filter((topic) => topic !== "home");
    const rows = await readTick(context, watched, this.#topics.has("home"));
    const slow = await this.#slowFigures(context, rows);
    const stamp = stampOf(context);
    for (const row of rows) {
      await this.#publish(row.id, () => buildFrame(stamp, row, slowPartsOf(slow, row.id)));
    }
    await this.#publish("home", () => buildHomeFrame(stamp, rows, slow.expected));
  }

  /** During a crowd a topic is new at every tick: only its own figures are read then, those of all topics when they are due. */
  async #slowFigures(context: ReadContext, rows: readonly LiveRow[]): Promise<SlowFigures> {
    const isStale = performance.now() - this.#slow.readAt >= this.#options.slowMs;
    const missing = isStale ? rows : rows.filter((row) => !this.#slow.worksPercent.has(row.id));
    if (isStale || missing.length > 0) {
      const read = await readSlowFigures(context, missing);
      this.#slow = isStale
        ? { ...read, readAt: performance.now() }
        : { ...mergeSlowFigures(this.#slow, read), readAt: this.#slow.readAt };
    }
    return this.#slow;
  }

  async #publish(topic: Topic, build: () => AnyFrame): Promise<void> {
    const watched = this.#topics.get(topic);
    if (watched === undefined) return;
    const frame = build();
    const content = JSON.stringify({ ...frame, asOf: 0 });
    const now = performance.now();
    if (content === watched.content && now - watched.sentAt < this.#options.longestSilenceMs) return;
    watched.content = content;
    watched.sentAt = now;
    const encoded = this.#options.encode(frame);
    for (const [told, viewer] of [...watched.viewers].entries()) {
      if (told > 0 && told % SLICE === 0) await otherWork();
      if (watched.viewers.has(viewer)) viewer(encoded);
    }
  }
}
