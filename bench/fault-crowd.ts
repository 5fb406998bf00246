import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { Books } from "#bench/fault-books.ts";
import { checkBooks } from "#bench/fault-check.db.ts";
import { summarise } from "#bench/fault-check.ts";
import { type FaultLine, faultLine, worst } from "#bench/fault-line.ts";
import { type Attempt, startLoad } from "#bench/fault-load.ts";
import type { Instance } from "#bench/instance.ts";
import { percentile } from "#bench/percentile.ts";
import { encodeEvent, LiveStream, liveLimits } from "#server/routes/live-stream.ts";

const SLOW_CLIENTS = 1_000;
const SLOW_CUT_MS = 15_000;
/** What a busy machine that also runs the clients may add to a deadline. */
const GRACE_MS = 2_500;
const HONEST_SENDERS = 4;

const HEAD =
  "POST /api/v1/reports HTTP/1.1\r\nhost: slow\r\ncontent-type: application/json\r\ncontent-length: 2000\r\nx-slow: ";
/** What a slow client says at once before it goes on with a byte a second: nothing, half a head, a head without its body. */
const OPENINGS = ["", HEAD, `${HEAD}yes\r\n\r\n{`] as const;

/** Milliseconds until the server has closed each of the slow connections; Infinity for those that it kept. */
async function crawl(origin: string): Promise<number[]> {
  const { hostname, port } = new URL(origin);
  const startedAt = performance.now();
  const sockets: Socket[] = [];
  const closed = Array.from({ length: SLOW_CLIENTS }, (_, i) => {
    const socket = connect(Number(port), hostname);
    const opening = OPENINGS[i % OPENINGS.length] ?? "";
    sockets.push(socket);
    socket.on("error", () => {}).resume();
    if (opening !== "") socket.write(opening);
    return once(socket, "close").then(() => performance.now() - startedAt);
  });
  const drip = setInterval(() => {
    for (const [i, socket] of sockets.entries()) if (socket.writable && i % OPENINGS.length !== 0) socket.write("x");
  }, 1_000);
  const late = delay(SLOW_CUT_MS + GRACE_MS).then(() => Number.POSITIVE_INFINITY);
  const times = await Promise.all(closed.map((one) => Promise.race([one, late])));
  clearInterval(drip);
  for (const socket of sockets) socket.destroy();
  return times;
}

/** A thousand connections that send a byte a second or none, beside a few honest senders. */
export async function runSlowClients(instance: Instance): Promise<FaultLine> {
  const books = new Books();
  const attempts: Attempt[] = [];
  const load = startLoad({
    url: instance.url,
    books,
    senders: HONEST_SENDERS,
    firstAddress: 1_000_000,
    onAttempt: (attempt) => attempts.push(attempt),
  });
  const times = await crawl(instance.url);
  await load.settle();
  const p99 = percentile(
    attempts.map(({ ms }) => ms),
    0.99,
  );
  const last = worst(times);
  return faultLine(
    `${SLOW_CLIENTS} slow clients`,
    `last cut after ${last} ms; honest p99 ${Math.round(p99)} ms of ${attempts.length}`,
    {
      "some were not cut": last <= SLOW_CUT_MS,
      "honest reports were late": p99 <= 200,
      "honest reports were refused": attempts.every(({ status }) => status === 202),
    },
  );
}

const KNEE_SENDERS = 64;
const OVERLOAD = 10;
const LOAD_MS = 6_000;

async function measure(instance: Instance, books: Books, senders: number, firstAddress: number) {
  const attempts: Attempt[] = [];
  const load = startLoad({
    url: instance.url,
    books,
    senders,
    firstAddress,
    onAttempt: (attempt) => attempts.push(attempt),
  });
  await delay(LOAD_MS);
  const accepted = attempts.filter(({ status }) => status === 202).length;
  const refusals = attempts.filter(({ status }) => status === 429 || status === 503);
  const lost = attempts.filter(({ status }) => status === 0).length;
  return { load, accepted: (accepted * 1_000) / LOAD_MS, refusals: refusals.map(({ ms }) => ms), lost };
}

/** Ten times as many senders as the instance needs to be busy; each sends its next report as soon as it has an answer. */
export async function runOverload(instance: Instance): Promise<FaultLine> {
  const books = new Books();
  const warm = await measure(instance, books, KNEE_SENDERS, 2_000_000);
  await warm.load.settle();
  const knee = await measure(instance, books, KNEE_SENDERS, 3_000_000);
  await knee.load.settle();
  const over = await measure(instance, books, KNEE_SENDERS * OVERLOAD, 4_000_000);
  const startedAt = performance.now();
  await over.load.settle();
  const after = startLoad({ url: instance.url, books, senders: 1, firstAddress: 5_000_000 });
  await after.untilAcknowledged();
  const recovery = performance.now() - startedAt;
  await after.settle();
  const found = await checkBooks(instance.db, books);
  const share = over.accepted / knee.accepted;
  const refused = `${over.refusals.length} refusals, median ${Math.round(percentile(over.refusals, 0.5))} ms`;
  return faultLine(
    `${OVERLOAD} x overload (${KNEE_SENDERS * OVERLOAD} senders)`,
    `${Math.round(over.accepted)}/s accepted, ${Math.round(share * 100)} % of the knee (${Math.round(knee.accepted)}/s); ${over.refusals.length === 0 ? "no refusals" : refused}; recovery ${Math.round(recovery)} ms`,
    {
      "less than 90 % of the knee was accepted": share >= 0.9,
      [`${over.lost} reports had no answer`]: over.lost === 0,
      "no recovery within 5 s": recovery <= 5_000,
      [`books: ${summarise(found.filter(({ kind }) => kind !== "never-sent"))}`]: found.every(
        ({ kind }) => kind === "never-sent",
      ),
    },
  );
}

const DEAF_VIEWERS = 100;
/** A frame of this size every few milliseconds: the system's own buffers take megabytes before a server feels anything. */
const FRAME = encodeEvent("frame", 1, "x".repeat(64 * 1024));
const FRAME_MS = 20;

/** Viewers that open a stream and never read. A server of our own stands in for the front: its frames are too small to fill a socket in a test's time. */
export async function runDeafViewers(): Promise<FaultLine> {
  const streams = new Map<LiveStream, number | null>();
  const cutAfter: number[] = [];
  const server = createServer((_, res) => {
    const stream = new LiveStream(res, liveLimits, performance.now());
    streams.set(stream, null);
    res.once("close", () => {
      const full = streams.get(stream);
      if (typeof full === "number") cutAfter.push(performance.now() - full);
      streams.delete(stream);
    });
    const ticker = setInterval(() => {
      const now = performance.now();
      stream.send(FRAME, now);
      if (res.writableLength > liveLimits.maxUnsentBytes) streams.set(stream, streams.get(stream) ?? now);
      else streams.set(stream, null);
      stream.check(now);
    }, FRAME_MS);
    res.once("close", () => clearInterval(ticker));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const before = process.memoryUsage().rss;
  const viewers = Array.from({ length: DEAF_VIEWERS }, () => {
    const socket = connect(port, "127.0.0.1").on("error", () => {});
    socket.pause().write("GET / HTTP/1.1\r\nhost: deaf\r\n\r\n");
    return socket;
  });
  const deadline = performance.now() + 45_000;
  let most = before;
  do {
    await delay(100);
    most = Math.max(most, process.memoryUsage().rss);
  } while (cutAfter.length < DEAF_VIEWERS && performance.now() < deadline);
  for (const socket of viewers) socket.destroy();
  server.closeAllConnections();
  server.close();
  const growth = (most - before) / 1024 ** 2;
  return faultLine(
    `${DEAF_VIEWERS} viewers that never read`,
    `${cutAfter.length} cut, last ${worst(cutAfter)} ms after its buffer was full; memory +${Math.round(growth)} MB`,
    {
      "some were not cut": cutAfter.length === DEAF_VIEWERS,
      "some were cut late": worst(cutAfter) <= liveLimits.stalledMs + GRACE_MS,
      "memory grew": growth <= 64,
    },
  );
}
