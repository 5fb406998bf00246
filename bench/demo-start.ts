import { addMinutes, formatMinute, type Minute } from "#lib/buckets/minute.ts";

/** Minutes after the start at which the first outage begins: time to see that nothing is unusual. */
const FIRST_ONSET = 3;
/** From so many seconds on a time is told in minutes. */
const IN_MINUTES = 120;

/** Where a demonstration keeps its data. One with a clock of its own makes them anew at each start, and must not clear the others'. */
export function demoFolder(speed: number): string {
  return speed === 1 ? "data/demo" : "data/demo-fast";
}

/** The real time from the start to the first outage, in words. */
export function untilFirstOnset(speed: number): string {
  const seconds = (FIRST_ONSET * 60) / speed;
  return seconds < IN_MINUTES ? `${Math.ceil(seconds)} s` : `${Math.round(seconds / 60)} minutes`;
}

/** An outage of the round: the service that fails, and for how many minutes from its onset it is drawn. */
export interface Turn {
  readonly slug: string;
  readonly minutes: number;
}

/** An incident that lasts. */
export interface Lasting {
  readonly slug: string;
  readonly started: Minute;
}

/** Where the round of outages goes on: with which turn, and when that began or begins. */
export interface Onset {
  readonly turn: number;
  readonly onset: Minute;
}

/**
 * A demonstration that was stopped in the middle of an outage goes on with it: begun anew, the same outage would fall silent and rise a
 * second time within its own record. Else the round begins, some minutes after the start.
 */
export function firstTurn(round: readonly Turn[], lasting: readonly Lasting[], start: Minute): Onset {
  const under = lasting.flatMap(({ slug, started }) => {
    const turn = round.findIndex((one) => one.slug === slug);
    return addMinutes(started, round[turn]?.minutes ?? 0) > start ? [{ turn, onset: started }] : [];
  });
  return under.sort((a, b) => b.onset - a.onset)[0] ?? { turn: 0, onset: addMinutes(start, FIRST_ONSET) };
}

/** What is told of the first turn at the start. */
export function turnWords({ onset }: Onset, name: string, start: Minute, speed: number): string {
  return onset > start
    ? `In ${untilFirstOnset(speed)} ${name} begins to fail`
    : `${name} goes on failing, as it did since ${formatMinute(onset).slice(11, 16)} UTC when the demonstration was stopped`;
}
