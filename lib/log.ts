import { pino } from "pino";
import { config } from "#lib/config.ts";

/**
 * The only log: JSON lines on stdout. Never give it an address, a digest or a report's note:
 * what is not written cannot leak.
 */
export const log = pino({ level: config().LOG_LEVEL, base: { role: config().ROLE, pid: process.pid } });
