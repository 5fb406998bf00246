import { pino } from "pino";
import { config } from "#lib/config.ts";
import { describeError } from "#lib/describe-error.ts";

/**
 * The only log: JSON lines on stdout. Never give it an address, a digest or a report's note:
 * what is not written cannot leak.
 */
export const log = pino({
  level: config().LOG_LEVEL,
  base: { role: config().ROLE, pid: process.pid },
  serializers: { err: describeError },
});

/** Between two lines of one message: what is refused to a flood, or tried again every second, must not fill the disk. */
const PAUSE_MS = 60_000;

/** Writes each message once in `pauseMs` at most (a minute), however often it is given: there must be few of them. `nowMs` is monotonic. */
export function sayRarely(
  level: "warn" | "error",
  nowMs = () => performance.now(),
  pauseMs = PAUSE_MS,
): (message: string, fields?: object) => void {
  const saidAt = new Map<string, number>();
  return (message, fields = {}) => {
    const now = nowMs();
    if (now - (saidAt.get(message) ?? -Infinity) < pauseMs) return;
    saidAt.set(message, now);
    log[level](fields, message);
  };
}

/** A line for the person at the terminal, not for the log: where to find us. */
export function announce(text: string): void {
  process.stdout.write(`${text}\n`);
}
