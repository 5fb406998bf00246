/**
 * Flags of Node for the process of the worker. A tick reads some million numbers and forgets them: left to itself V8 let such a heap grow to 218 MB
 * of which 60 are in use; 581 MB resident became 353, and less since with what else changed. A young generation of 16 MB is Node's own, said here because that of
 * 8 MB cost a sixth of the processor's time in copies. None of them is a limit at which it would end.
 */
export const WORKER_FLAGS = ["--heap-growing-percent=30", "--max-semi-space-size=16"] as const;

/**
 * And for the process of a front. A report lives for the two commits that it waits for: under load a young generation of 16 MB is full before they end,
 * and what would have been garbage a moment later is copied twice. Of 16, 32, 64 and 128 MB, in turns, 32 took the most reports a second. It has them from
 * the start and keeps them: V8 gives them back in a quiet minute, and in the first seconds of a rush one report in a hundred took half as long again.
 * Three quarters of a report's time are spent in Node's own code, which lies in pages of 4 KB: in pages of 2 MB, where the system has them, a report takes
 * a twelfth less of the front's time, for 25 MB of each front and 40 ms of its start.
 */
export const FRONT_FLAGS = ["--max-semi-space-size=32", "--min-semi-space-size=32", "--use-largepages=silent"] as const;
