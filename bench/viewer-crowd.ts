import { connect, type Socket } from "node:net";
import { performance } from "node:perf_hooks";

const FIGURE = /"reports15":(\d+)/g;
/** Streams that are being opened at once. */
const OPENING = 100;
/** A network may hold ten streams. */
const PER_NETWORK = 10;
const PATIENCE_MS = 60_000;

/** Many viewers of one stream, each with a connection of its own. */
export interface Crowd {
  readonly size: number;
  /** Milliseconds from each connection to its first figure. */
  readonly opened: readonly number[];
  /** Viewers that were cut or refused. */
  readonly lost: () => number;
  /** Resolves when every viewer who is not lost has seen a count of `reports` or more, with each one's milliseconds since `sentAt`. */
  untilSeen(reports: number, sentAt: number): Promise<readonly number[]>;
  close(): void;
}

/** The highest count in a piece of a stream; -1 when there is none. */
export function latestFigure(text: string): number {
  let latest = -1;
  for (const match of text.matchAll(FIGURE)) latest = Math.max(latest, Number(match[1]));
  return latest;
}

function networkOf(viewer: number): string {
  const network = Math.floor(viewer / PER_NETWORK);
  return `11.${Math.floor(network / 256) % 256}.${network % 256}.${1 + (viewer % PER_NETWORK)}`;
}

interface Waiting {
  readonly reports: number;
  readonly sentAt: number;
  /** Who has not seen it yet. */
  readonly viewers: Set<number>;
  readonly times: number[];
  readonly done: (times: readonly number[]) => void;
}

/** Opens `count` streams of `path` from as many networks as that takes. Rejects when one does not open. */
export async function openCrowd(url: string, path: string, count: number): Promise<Crowd> {
  const port = Number(new URL(url).port);
  const sockets: Socket[] = [];
  const opened: number[] = [];
  const latest = new Int32Array(count).fill(-1);
  const present = new Set(latest.keys());
  const waiting = new Set<Waiting>();
  let isClosing = false;

  const endIfSeen = (round: Waiting) => {
    if (round.viewers.size > 0) return;
    waiting.delete(round);
    round.done(round.times);
  };

  const onFigure = (viewer: number, figure: number) => {
    latest[viewer] = figure;
    const now = performance.now();
    for (const round of waiting) {
      if (figure < round.reports || !round.viewers.delete(viewer)) continue;
      round.times.push(now - round.sentAt);
      endIfSeen(round);
    }
  };

  const onLost = (viewer: number) => {
    present.delete(viewer);
    for (const round of waiting) if (round.viewers.delete(viewer)) endIfSeen(round);
  };

  const open = (viewer: number) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const startedAt = performance.now();
    const socket = connect({ port, host: "127.0.0.1" });
    sockets.push(socket);
    socket.setEncoding("latin1");
    socket.setTimeout(PATIENCE_MS, () => socket.destroy());
    socket.on("connect", () =>
      socket.write(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nx-forwarded-for: ${networkOf(viewer)}\r\n\r\n`),
    );
    socket.on("data", (text: string) => {
      const figure = latestFigure(text);
      if (figure < 0) return;
      if (latest[viewer] === -1) {
        opened.push(performance.now() - startedAt);
        resolve();
      }
      onFigure(viewer, figure);
    });
    socket.on("error", () => {});
    socket.on("close", () => {
      if (!isClosing) onLost(viewer);
      reject(new Error("a stream ended"));
    });
    return promise;
  };

  for (let first = 0; first < count; first += OPENING)
    await Promise.all(Array.from({ length: Math.min(OPENING, count - first) }, (_, i) => open(first + i)));

  return {
    size: count,
    opened,
    lost: () => count - present.size,
    untilSeen: (reports, sentAt) =>
      new Promise((done) => {
        const round: Waiting = { reports, sentAt, viewers: new Set(present), times: [], done };
        waiting.add(round);
        endIfSeen(round);
        for (const [viewer, figure] of latest.entries()) if (figure >= reports) onFigure(viewer, figure);
      }),
    close() {
      isClosing = true;
      for (const socket of sockets) socket.destroy();
    },
  };
}
