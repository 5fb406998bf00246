/** Why a row was not taken: the caller says so at once instead of letting it wait. */
export class QueueFullError extends Error {
  constructor() {
    super("too many rows are waiting for a commit");
    this.name = "QueueFullError";
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
  readonly lanes: number;
}

interface Waiting<Row, Result> {
  readonly row: Row;
  readonly since: number;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

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

  constructor(options: GroupCommitOptions<Row, Result>) {
    this.#options = options;
  }

  /** Resolves after the commit of the row. Rejects with QueueFullError at once, or with the commit's error. */
  submit(row: Row): Promise<Result> {
    const { nowMs, queueLength, queueMs, batchSize, lingerMs } = this.#options;
    const since = nowMs();
    const oldest = this.#queue[0];
    if (this.#queue.length >= queueLength || (oldest !== undefined && since - oldest.since > queueMs))
      return Promise.reject(new QueueFullError());
    return new Promise((resolve, reject) => {
      this.#queue.push({ row, since, resolve, reject });
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

  async #commit(batch: readonly Waiting<Row, Result>[]): Promise<void> {
    try {
      const results = await this.#options.commit(batch.map((waiting) => waiting.row));
      for (const [index, waiting] of batch.entries()) {
        const result = results[index];
        if (result === undefined) waiting.reject(new Error("the commit gave no result for a row"));
        else waiting.resolve(result);
      }
    } catch (error) {
      if (batch.length > 1 && this.#options.isRowFault(error))
        for (const waiting of batch) await this.#commit([waiting]);
      else for (const waiting of batch) waiting.reject(error);
    }
  }
}
