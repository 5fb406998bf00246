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
  readonly lanes: number;
}

interface Waiting<Row, Result> {
  readonly row: Row;
  readonly since: number;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** How exactly `answerMs` is kept. One timer for all rows: one for each row was 3 % of the front's time under load. */
const LATE_CHECK_MS = 50;

/**
 * Gathers rows for a moment and commits them together. One commit costs the same for one row as for
 * hundreds, so throughput rises with load while nobody waits longer than the linger and two commits.
 * The queue is bounded in length and in age.
 */
export class GroupCommit<Row, Result> {
  readonly #options: GroupCommitOptions<Row, Result>;
  #queue: Waiting<Row, Result>[] = [];
  #underWay = 0;
  #timer: NodeJS.Timeout | undefined;
  /** All whose caller waits, oldest first. */
  readonly #unanswered = new Set<Waiting<Row, Result>>();
  #lateTimer: NodeJS.Timeout | undefined;

  constructor(options: GroupCommitOptions<Row, Result>) {
    this.#options = options;
  }

  /** Resolves after the commit of the row. Rejects with QueueFullError at once, with LateError, or with the commit's error. */
  submit(row: Row): Promise<Result> {
    const { nowMs, queueLength, queueMs, batchSize, lingerMs } = this.#options;
    const since = nowMs();
    const oldest = this.#queue[0];
    if (this.#queue.length >= queueLength || (oldest !== undefined && since - oldest.since > queueMs))
      return Promise.reject(new QueueFullError());
    return new Promise((resolve, reject) => {
      const waiting = { row, since, resolve, reject };
      this.#queue.push(waiting);
      this.#unanswered.add(waiting);
      this.#lateTimer ??= setInterval(() => this.#giveUpLate(), LATE_CHECK_MS);
      if (this.#queue.length >= batchSize) this.#start();
      else this.#timer ??= setTimeout(() => this.#start(), lingerMs);
    });
  }

  /** Rows waiting or being committed. */
  get pending(): number {
    return this.#queue.length + this.#underWay;
  }

  /** Resolves when nothing waits any more: what a front awaits before it ends. */
  async drain(): Promise<void> {
    while (this.pending > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  #start(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while (this.#queue.length > 0 && this.#underWay < this.#options.lanes) {
      const batch = this.#queue.slice(0, this.#options.batchSize);
      this.#queue = this.#queue.slice(batch.length);
      this.#underWay += 1;
      void this.#commit(batch).finally(() => {
        this.#underWay -= 1;
        if (this.#queue.length > 0) this.#start();
      });
    }
  }

  #settle(waiting: Waiting<Row, Result>, result: Result | undefined, error: unknown): void {
    this.#unanswered.delete(waiting);
    if (result === undefined) waiting.reject(error);
    else waiting.resolve(result);
  }

  /** Rows stay in their queue or statement: only their callers are told. */
  #giveUpLate(): void {
    const deadline = this.#options.nowMs() - this.#options.answerMs;
    for (const waiting of this.#unanswered) {
      if (waiting.since > deadline) return;
      this.#settle(waiting, undefined, new LateError());
    }
    clearInterval(this.#lateTimer);
    this.#lateTimer = undefined;
  }

  async #commit(batch: readonly Waiting<Row, Result>[]): Promise<void> {
    try {
      const results = await this.#options.commit(batch.map((waiting) => waiting.row));
      for (const [index, waiting] of batch.entries())
        this.#settle(waiting, results[index], new Error("the commit gave no result for a row"));
    } catch (error) {
      if (batch.length > 1 && this.#options.isRowFault(error))
        for (const waiting of batch) await this.#commit([waiting]);
      else for (const waiting of batch) this.#settle(waiting, undefined, error);
    }
  }
}
