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

/** A line for the person at the terminal, not for the log: where to find us. */
export function announce(text: string): void {
  process.stdout.write(`${text}\n`);
}
