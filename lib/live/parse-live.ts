import { type Minute, parseMinute } from "#lib/buckets/minute.ts";
import type { HomeFrame, LiveFrame, LiveSnapshot } from "#lib/live/live-frame.ts";

/** Keys of a stream's events that hold a minute as text; every other value is what it looks like. */
const MINUTE_KEYS = new Set(["minute", "since", "from", "to"]);

function reviveMinutes(key: string, value: unknown): unknown {
  if (typeof value !== "string") return value;
  if (key === "asOf") return Date.parse(value);
  return MINUTE_KEYS.has(key) ? minuteOrThrow(value) : value;
}

function minuteOrThrow(text: string): Minute {
  const minute = parseMinute(text);
  if (minute === null) throw new SyntaxError("not a minute");
  return minute;
}

function parse(text: string, key: string): unknown {
  try {
    const value: unknown = JSON.parse(text, reviveMinutes);
    return typeof value === "object" && value !== null && key in value ? value : null;
  } catch {
    return null;
  }
}

/**
 * Reads the data of a stream's `frame` event, which our own server has written. Null for what is no such event, so
 * that a page of an older build goes on with what it has.
 */
export function parseFrame(text: string): LiveFrame | null {
  return parse(text, "minutes") as LiveFrame | null;
}

/** The same of a service's `snapshot` event. */
export function parseSnapshot(text: string): LiveSnapshot | null {
  return parse(text, "series") as LiveSnapshot | null;
}

/** The same of both events of the home page's stream. */
export function parseHomeFrame(text: string): HomeFrame | null {
  return parse(text, "services") as HomeFrame | null;
}
