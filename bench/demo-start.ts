/** Minutes after the start at which the first outage begins: time to see that nothing is unusual. */
export const FIRST_ONSET = 3;
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
