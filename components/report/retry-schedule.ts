const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;
/** A report older than this describes another moment: its minute is that of arrival, so it would be counted in the wrong place. */
export const KEEP_MS = 15 * 60_000;

/**
 * How long to wait before the next attempt: full jitter over 0.5, 1, 2 ... 30 s, so that the many reports kept
 * during an outage of ours do not come back in step. The server's own wish (`Retry-After`) is the least.
 *
 * @param attempt attempts made so far, from 1
 * @param random a number in [0, 1)
 */
export function retryDelayMs(attempt: number, random: number, retryAfterMs = 0): number {
  const ceiling = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempt - 1));
  return Math.max(retryAfterMs, Math.round(random * ceiling));
}

/** `Retry-After` in milliseconds, capped at the time that a report is kept; 0 when absent or given as a date. */
export function retryAfterMs(header: string | null): number {
  if (header === null || !/^\d{1,6}$/.test(header)) return 0;
  return Math.min(Number(header) * 1_000, KEEP_MS);
}
