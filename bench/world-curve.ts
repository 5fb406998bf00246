import type { SeededRandom } from "#bench/seeded-random.ts";
import type { Range } from "#bench/world-mixture.ts";
import { integerIn, uniform } from "#bench/world-services.ts";

/** How an outage goes on, minute by minute, before people's habits and the delay of their pressing. */
export interface Course {
  /** Share of those affected at each minute; 1 at the worst. It lasts as long as the fault does. */
  readonly fault: readonly number[];
}

const DURATIONS: Readonly<Record<string, Range>> = {
  sudden: [20, 180],
  blip: [4, 9],
  double: [90, 240],
  ramp: [60, 240],
  long: [360, 840],
  night: [90, 480],
  slowburn: [300, 720],
  regional: [25, 240],
};

/** Many press at once, fewer go on: falls from 1 to `floor` with a time constant of `fade` minutes. */
const fading = (age: number, floor: number, fade: number) => floor + (1 - floor) * Math.exp(-age / fade);

/** Draws the course of a fault of this shape. */
export function drawCourse(random: SeededRandom, shape: string): Course {
  const minutes = integerIn(random, DURATIONS[shape] ?? [20, 180]);
  const [floor, fade] = [uniform(random, [0.25, 0.8]), uniform(random, [10, 60])];
  const rise = shape === "ramp" ? uniform(random, [0.3, 0.8]) * minutes : shape === "slowburn" ? 0.7 * minutes : 2;
  const pause = shape === "double" ? [0.4 * minutes, 0.4 * minutes + uniform(random, [20, 50])] : [minutes, minutes];
  return {
    fault: Array.from({ length: minutes }, (_, i) => {
      const age = i + 0.5;
      const paused = age >= (pause[0] ?? minutes) && age < (pause[1] ?? minutes);
      const part = Math.min(1, age / rise) * fading(Math.max(0, age - rise), floor, fade);
      return paused ? 0.05 * part : part;
    }),
  };
}

/** People press about this long after they noticed something, in a gamma law of shape 2. */
const PRESS_DELAY = 2.6;
const KERNEL_MINUTES = 20;

/** Chance that a report of a fault noticed in minute 0 is sent in minute k. */
const pressKernel = (() => {
  const scale = PRESS_DELAY / 2;
  const until = (t: number) => 1 - Math.exp(-t / scale) * (1 + t / scale);
  return Array.from({ length: KERNEL_MINUTES }, (_, k) => until(k + 1) - until(k));
})();

/** How long after the end of a fault anybody may still report it. */
const TAIL_MINUTES = 150;
const LAST_WORDS = 45;
/** Of those who reported at the end, some see it repaired at once, and a few speak of it for long. */
const AT_ONCE: Range = [0.3, 0.7];
const SLOW_SHARE = 0.06;

/**
 * Mean reports per minute of a course, 1 being those affected at its worst: pressed late, and with a tail after the fault's end.
 * `busy` is how busy people are in each minute compared with the first one: nobody reports at night what nobody uses.
 */
export function reportsOf(random: SeededRandom, course: Course, busy: (minute: number) => number): number[] {
  const end = course.fault.length;
  const last = course.fault.at(-1) ?? 0;
  const [staying, fade] = [1 - uniform(random, AT_ONCE), uniform(random, [5, 20])];
  const noticed = Array.from({ length: end + TAIL_MINUTES }, (_, i) => {
    const fault = course.fault[i];
    if (fault !== undefined) return fault * busy(i);
    const age = i + 0.5 - end;
    const tail = (1 - SLOW_SHARE) * Math.exp(-age / fade) + SLOW_SHARE * Math.exp(-age / LAST_WORDS);
    return last * staying * tail * busy(i);
  });
  return noticed.map((_, i) => pressKernel.reduce((sum, share, k) => sum + share * (noticed[i - k] ?? 0), 0));
}

const WINDOWS = [1, 2, 3, 5, 10, 15, 30, 60, 120, 240] as const;

/** What a minute is expected to hold, and how widely its counts spread. */
export interface Ordinary {
  readonly expected: readonly number[];
  readonly phiSlow: number;
  readonly phiMinute: number;
}

/** Standard deviation of a window of w minutes with mean m: at least that of one report. */
const deviation = (m: number, w: number, { phiSlow, phiMinute }: Ordinary) =>
  Math.sqrt(Math.max(1, m + (phiSlow + phiMinute / w) * m * m));

const sums = (values: readonly number[]) => {
  const out = [0];
  for (const value of values) out.push((out.at(-1) ?? 0) + value);
  return out;
};

/** Best signal-to-noise over windows of 1 to 240 minutes: what is beyond the expected, in standard deviations of the expected. */
export function signalToNoise(excess: readonly number[], ordinary: Ordinary): number {
  const [signal, expected] = [sums(excess), sums(ordinary.expected)];
  let best = 0;
  for (const width of WINDOWS) {
    for (let end = 1; end <= excess.length; end += 1) {
      const start = Math.max(0, end - width);
      const mean = ((expected[end] ?? 0) - (expected[start] ?? 0)) * (width / (end - start));
      best = Math.max(best, ((signal[end] ?? 0) - (signal[start] ?? 0)) / deviation(mean, width, ordinary));
    }
  }
  return best;
}

/** Minutes after its start from which on an outage's last quarter of an hour no longer stands out by one standard deviation. */
export function signalLength(excess: readonly number[], ordinary: Ordinary, faultMinutes: number): number {
  const [signal, expected] = [sums(excess), sums(ordinary.expected)];
  for (let end = excess.length; end > faultMinutes; end -= 1) {
    const start = Math.max(0, end - 15);
    const mean = (expected[end] ?? 0) - (expected[start] ?? 0);
    if ((signal[end] ?? 0) - (signal[start] ?? 0) >= deviation(mean, 15, ordinary)) return end;
  }
  return faultMinutes;
}
