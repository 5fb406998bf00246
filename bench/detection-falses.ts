import type { FoundIncident } from "#bench/detection-score.ts";
import type { Minute } from "#lib/buckets/minute.ts";
import type { Span } from "#lib/buckets/window.ts";

/** Something that looked like an outage and was none, as the maker of the world knows it. */
export interface TrueDistractor {
  readonly service: string;
  readonly start: Minute;
  readonly end: Minute;
  readonly kind: string;
}

/** A flag this long after the end of a distractor is still put down to it. */
const LATE = 30;

/**
 * In the order in which a false incident is put down to them, with their names in print: what happens to one service first,
 * world-wide talk last, because some of it is going on in many minutes.
 */
const KINDS = [
  ["spam_one_ip", "one-address spam"],
  ["brigade", "brigade"],
  ["meme_single", "meme about the service"],
  ["misattributed", "misdirected reports"],
  ["level_shift", "level that rose for good"],
  ["gap", "gap or flush"],
  ["meme_global", "world-wide talk"],
] as const;

/** How many false incidents fell into each kind of distractor, and how many into none. */
export function falsesByKind(
  falses: readonly FoundIncident[],
  distractors: readonly TrueDistractor[],
  gaps: readonly Span[],
): Record<string, number> {
  const counts: Record<string, number> = Object.fromEntries([
    ...KINDS.map(([, name]) => [name, 0]),
    ["none of these", 0],
  ]);
  for (const { service, detected } of falses) {
    const near = distractors.filter(
      (each) => each.service === service && detected >= each.start && detected <= each.end + LATE,
    );
    const kinds = new Set(near.map(({ kind }) => kind));
    if (gaps.some(({ from, to }) => detected >= from && detected <= to + LATE)) kinds.add("gap");
    const name = KINDS.find(([kind]) => kinds.has(kind))?.[1] ?? "none of these";
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
