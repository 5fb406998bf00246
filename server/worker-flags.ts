/**
 * Flags of Node for the process of the worker. A tick reads some million numbers and forgets them: left to itself V8 let such a heap grow to 218 MB
 * of which 60 are in use, and kept a young generation of three times 16 MB; 581 MB resident became 353. None of them is a limit at which it would end.
 */
export const WORKER_FLAGS = ["--heap-growing-percent=30", "--max-semi-space-size=8"] as const;
