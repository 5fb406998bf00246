import { connect, type Socket } from "node:net";
import { percentile } from "#bench/percentile.ts";

/** One line of a benchmark's table. */
export interface LoadResult {
  readonly name: string;
  /** Wanted answers. */
  readonly count: number;
  /** The same per second, to the last of them. */
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** Other answers, by status; 0 = lost connection. */
  readonly others: Readonly<Record<string, number>>;
}

export interface RawLoad {
  readonly url: string;
  /** Bytes of the next HTTP/1.1 request, whole. */
  readonly next: () => string;
  readonly connections: number;
  readonly seconds: number;
  /** The status that counts. */
  readonly wanted: number;
}

const LAST_CHUNK = "0\r\n\r\n";

/** The status of the answer that `text` begins with; null while it is not whole. Interim answers do not occur here. */
export function readAnswer(text: string): number | null {
  const head = text.indexOf("\r\n\r\n");
  if (head < 0) return null;
  const status = Number(text.slice(9, 12));
  const length = /\r\ncontent-length: *(\d+)/i.exec(text)?.[1];
  const isWhole =
    status === 304 || (length === undefined ? text.endsWith(LAST_CHUNK) : text.length >= head + 4 + Number(length));
  return isWhole ? status : null;
}

interface Tally {
  readonly latencies: number[];
  readonly others: Record<string, number>;
}

/** One connection: sends its next request when the last is answered, until `isOver`. Resolves when it has ended. */
function drive(load: RawLoad, port: number, tally: Tally, isOver: () => boolean): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const socket: Socket = connect({ port, host: "127.0.0.1", noDelay: true });
  let sentAt = 0;
  let text = "";
  let isAnswered = false;
  const send = () => {
    isAnswered = false;
    sentAt = performance.now();
    text = "";
    socket.write(load.next(), "latin1");
  };
  const count = (status: number) => {
    isAnswered = true;
    if (status === load.wanted) tally.latencies.push(performance.now() - sentAt);
    else tally.others[status] = (tally.others[status] ?? 0) + 1;
  };
  socket.setEncoding("latin1");
  socket.on("connect", send);
  socket.on("data", (chunk: string) => {
    text += chunk;
    const status = readAnswer(text);
    if (status === null) return;
    count(status);
    if (isOver()) socket.destroy();
    else send();
  });
  socket.on("error", () => {});
  socket.on("close", () => {
    if (!isAnswered) count(0);
    resolve();
  });
  return promise;
}

/**
 * Closed loop over plain sockets: each connection sends its next request when the last is answered. It shares the
 * processors with what it measures, so it does no more than find the end of each answer: a third of what an HTTP client takes.
 */
export async function rawLoad(load: RawLoad): Promise<LoadResult> {
  const tally: Tally = { latencies: [], others: {} };
  const started = performance.now();
  const isOver = () => performance.now() - started >= load.seconds * 1_000;
  const port = Number(new URL(load.url).port);
  await Promise.all(Array.from({ length: load.connections }, () => drive(load, port, tally, isOver)));
  const seconds = (performance.now() - started) / 1_000;
  return {
    name: `closed loop, ${load.connections} connections for ${load.seconds} s`,
    count: tally.latencies.length,
    perSecond: tally.latencies.length / seconds,
    p50: percentile(tally.latencies, 0.5),
    p99: percentile(tally.latencies, 0.99),
    max: percentile(tally.latencies, 1),
    others: tally.others,
  };
}
