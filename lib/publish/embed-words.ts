import type { Mode, StateKey } from "#lib/live/snapshot.ts";

/** The words in a chart. */
export interface ChartWords {
  /** For Intl. */
  readonly locale: string;
  readonly reportsPer: (stepMinutes: number) => string;
  readonly normalRange: string;
  readonly stillCounting: string;
  readonly since: (time: string) => string;
  readonly start: (time: string) => string;
  readonly peak: (time: string) => string;
  readonly end: (time: string) => string;
  /** At the flag of the company's first update in the chart. */
  readonly company: string;
  /** Stands above everything that is not live. */
  readonly notices: Readonly<Record<Exclude<Mode, "live">, string>>;
  readonly noData: string;
  readonly noReports: string;
}

/** The highest step of a series. */
export interface Highest {
  readonly reports: number;
  readonly minutes: number;
  /** When it began, written. */
  readonly from: string;
  /** Whether it still runs: then it is no finished count, and has only a part of what is usual in it. */
  readonly isCounting: boolean;
  /** What is usual then; null where it is not known, or does not compare. */
  readonly usual: number | null;
}

/** What an embed and a picture say around their chart. Sentences end with their full stop. */
export interface EmbedWords {
  readonly chart: ChartWords;
  readonly states: Readonly<Record<StateKey, string>>;
  readonly held: (state: string, moment: string) => string;
  readonly ended: (span: string) => string;
  readonly corrected: (moment: string) => string;
  readonly headline: (service: string) => string;
  readonly falseAlarm: (headline: string) => string;
  readonly titleLast: (headline: string, minutes: number) => string;
  readonly now: (reports: number, usual: number | null) => string;
  /** In how many of the minutes of `now` or of a highest step reports could not be taken; `length`: how many those are, 15 unless told. */
  readonly missed: (minutes: number, length?: number) => string;
  readonly highest: (highest: Highest) => string;
  readonly record: (total: number, highest: Highest | null, ratio: number | null) => string;
  readonly named: (list: string) => string;
  /** Two pieces, between which the source's name stands, and the as-of time. */
  readonly source: (asOf: string) => readonly [string, string];
  /** The first line under a picture. */
  readonly pictureSource: (source: string) => string;
  readonly table: {
    readonly summary: string;
    readonly caption: (stepMinutes: number) => string;
    readonly head: readonly [time: string, reports: string, usual: string];
    readonly unknown: string;
    readonly soFar: (count: string) => string;
    readonly between: (low: string, high: string) => string;
  };
  /** Said of an old answer, of which `length` is the age: the next one is still being made, or could not be made. */
  readonly stale: Readonly<Record<"late" | "failed", (length: string) => string>>;
  readonly missing: { readonly unknown: string; readonly retired: string };
}
