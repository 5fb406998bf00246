import { Worker } from "node:worker_threads";
import type { PngResult, PngTask } from "#server/routes/png-worker.ts";

/** More than this many pictures waiting take longer than anybody waits; they can be asked for again. */
const MAX_WAITING = 40;

/** Too many pictures are waiting. */
export class PicturesBusy extends Error {}

/** A picture could not be written: a mistake of ours, and no word on the database. */
export class PictureError extends Error {
  override readonly name = "PictureError";
}

interface Waiting {
  readonly resolve: (png: Uint8Array<ArrayBuffer>) => void;
  readonly reject: (error: Error) => void;
}

const waiting = new Map<number, Waiting>();
let worker: Worker | undefined;
let lastId = 0;

function settle(result: PngResult): void {
  const asker = waiting.get(result.id);
  waiting.delete(result.id);
  if (waiting.size === 0) worker?.unref();
  if ("png" in result) asker?.resolve(result.png);
  else asker?.reject(new PictureError(result.error));
}

/** Whoever waited for a thread that ended hears of it; the next picture starts another one. */
function fail(ended: Worker, error: Error): void {
  if (worker !== ended) return;
  worker = undefined;
  for (const { reject } of waiting.values()) reject(error);
  waiting.clear();
}

function start(): Worker {
  const started = new Worker(new URL("./png-worker.ts", import.meta.url));
  started.on("message", settle);
  started.on("error", (cause: Error) =>
    fail(started, new PictureError("the thread that writes pictures failed", { cause })),
  );
  started.on("exit", () => fail(started, new PictureError("the thread that writes pictures ended")));
  return started;
}

/**
 * Writes an SVG of ours as PNG, `scale` times its own size. One thread writes them all, one after the other: a picture takes
 * 20 to 100 ms, in which the front's own thread answers a thousand requests, and a flood of them takes one core at most.
 */
export function renderPng(svg: string, scale: number): Promise<Uint8Array<ArrayBuffer>> {
  if (waiting.size >= MAX_WAITING) return Promise.reject(new PicturesBusy("too many pictures are waiting"));
  worker ??= start();
  worker.ref();
  lastId += 1;
  const task: PngTask = { id: lastId, svg, scale };
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array<ArrayBuffer>>();
  waiting.set(task.id, { resolve, reject });
  worker.postMessage(task);
  return promise;
}
