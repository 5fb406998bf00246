import { setImmediate } from "node:timers/promises";

/** Why a row was not taken: the caller says so at once instead of letting it wait. */
export class QueueFullError extends Error {
  constructor() {
    super("too many rows are waiting for a commit");
    this.name = "QueueFullError";
  }
}

/** No answer within `answerMs`: whether the row was stored is not known. */
export class LateError extends Error {
  constructor() {
    super("no answer in time");
    this.name = "LateError";
  }
}

export interface GroupCommitOptions<Row, Result> {
  /** Commits the rows and returns their results in the same order. All or none. */
  readonly commit: (rows: readonly Row[]) => Promise<readonly Result[]>;
  /** After a failed batch: may its rows be tried one by one, because one of them was at fault and nothing is stored? */
  readonly isRowFault: (error: unknown) => boolean;
  readonly nowMs: () => number;
  readonly lingerMs: number;
  readonly batchSize: number;
  readonly queueLength: number;
  readonly queueMs: number;
  readonly answerMs: number;
}

interface Waiting<Row, Result> {
  readonly row: Row;
  readonly since: number;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** How exactly `answerMs` is kept. One timer for all rows: one for each row was 3 % of the front's time under load. */
const LATE_CHECK_MS = 50;
/** Fewer rows are not worth a commit while more may come: 32 take half as much again of PostgreSQL's time as 128. */
const WORTH_A_COMMIT = 48;
/** Callers answered before the process looks at what else has come: the database's next word waits for no more than these. */
const SLICE = 16;

/** Looks every few milliseconds: who asks has that time, and the queue need not tell of each answer. */
async function until(isOver: () => boolean): Promise<void> {
  while (!isOver()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/**
 * Gathers rows and commits them together, one batch at a time: a second one would wait for the rows of the hot bucket that
 * the first has locked. One commit costs the same for one row as for hundreds, so throughput rises with load while nobody
 * waits longer than the linger and two commits.
 *
 * A batch is closed when it holds half of all who wait, not when all do: the other half is read and answered while the
 * database works. Callers in a loop otherwise fall into step, and the front and the database work in turns.
 * The queue is bounded in length and in age.
 */
export class GroupCommit<Row, Result> {
  readonly #options: GroupCommitOptions<Row, Result>;
  #queue: Waiting<Row, Result>[] = [];
  #underWay = 0;
  /** Rows of the next batch: it is closed at once when as many wait. */
  #enough: number;
  #timer: NodeJS.Timeout | undefined;
  /** All whose caller waits, oldest first. */
  readonly #unanswered = new Set<Waiting<Row, Result>>();
  #lateTimer: NodeJS.Timeout | undefined;

  constructor(options: GroupCommitOptions<Row, Result>) {
    this.#options = options;
    this.#enough = Math.min(options.batchSize, WORTH_A_COMMIT);
  }

  /** Resolves after the commit of the row. Rejects with QueueFullError at once, with LateError, or with the commit's error. */
  submit(row: Row): Promise<Result> {
    const { nowMs, queueLength, queueMs, lingerMs } = this.#options;
    const since = nowMs();
    const oldest = this.#queue[0];
    if (this.#queue.length >= queueLength || (oldest !== undefined && since - oldest.since > queueMs))
      return Promise.reject(new QueueFullError());
    return new Promise((resolve, reject) => {
      const waiting = { row, since, resolve, reject };
      this.#queue.push(waiting);
      this.#unanswered.add(waiting);
      this.#lateTimer ??= setInterval(() => this.#giveUpLate(), LATE_CHECK_MS);
      if (this.#underWay > 0) return;
      if (this.#queue.length >= this.#enough) this.#start();
      else this.#timer ??= setTimeout(() => this.#start(), lingerMs);
    });
  }

  /** Rows waiting or being committed. */
  get pending(): number {
    return this.#queue.length + this.#underWay;
  }

  /** Resolves when nothing waits any more: what a front awaits before it ends. */
  async drain(): Promise<void> {
    await until(() => this.pending === 0);
  }

  /** Resolves when all who wait now have their answer, or have been told that it is late. Who comes meanwhile is not waited for. */
  async answered(): Promise<void> {
    const waiting = [...this.#unanswered];
    await until(() => !waiting.some((one) => this.#unanswered.has(one)));
  }

  #start(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const batch = this.#queue.slice(0, this.#enough);
    this.#queue = this.#queue.slice(batch.length);
    this.#underWay = batch.length;
    void this.#commit(batch);
  }

  /** The next batch is on its way before the callers of this one are answered, which takes as long as a commit. */
  #next(): void {
    const half = Math.ceil((this.#underWay + this.#queue.length) / 2);
    this.#enough = Math.min(this.#options.batchSize, Math.max(WORTH_A_COMMIT, half));
    this.#underWay = 0;
    if (this.#queue.length > 0) this.#start();
  }

  #answer(waiting: Waiting<Row, Result>, result: Result | undefined): void {
    this.#unanswered.delete(waiting);
    if (result === undefined) waiting.reject(new Error("the commit gave no result for a row"));
    else waiting.resolve(result);
  }

  #refuse(waiting: Waiting<Row, Result>, error: unknown): void {
    this.#unanswered.delete(waiting);
    waiting.reject(error);
  }

  /** Rows stay in their queue or statement: only their callers are told. */
  #giveUpLate(): void {
    const deadline = this.#options.nowMs() - this.#options.answerMs;
    for (const waiting of this.#unanswered) {
      if (waiting.since > deadline) return;
      this.#refuse(waiting, new LateError());
    }
    clearInterval(this.#lateTimer);
    this.#lateTimer = undefined;
  }

  async #commit(batch: readonly Waiting<Row, Result>[]): Promise<void> {
    try {
      const results = await this.#options.commit(batch.map((waiting) => waiting.row));
      this.#next();
      for (const [index, waiting] of batch.entries()) {
        if (index > 0 && index % SLICE === 0) await setImmediate();
        this.#answer(waiting, results[index]);
      }
    } catch (error) {
      if (batch.length > 1 && this.#options.isRowFault(error)) await this.#commitEach(batch);
      else for (const waiting of batch) this.#refuse(waiting, error);
      this.#next();
    }
  }

  /**
   * One row is at fault: alone, the others are stored. What is no row's fault fails the rest too: five hundred rows that each wait for a
   * database that stands still would hold up everybody for an hour.
   */
  async #commitEach(batch: readonly Waiting<Row, Result>[]): Promise<void> {
    for (const [index, waiting] of batch.entries()) {
      try {
        const [result] = await this.#options.commit([waiting.row]);
        this.#answer(waiting, result);
      } catch (error) {
        this.#refuse(waiting, error);
        if (this.#options.isRowFault(error)) continue;
        for (const rest of batch.slice(index + 1)) this.#refuse(rest, error);
        return;
      }
    }
  }
}
