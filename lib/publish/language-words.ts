import type { Mode } from "#lib/live/snapshot.ts";
import type { EmbedWords } from "#lib/publish/embed-words.ts";
import type { ProseMoment } from "#lib/publish/prose-time.ts";

/** The highest quarter of an hour as the paragraph says it. Numbers come written in the language's own way. */
export interface ProsePeak {
  readonly count: string;
  readonly until: ProseMoment;
  /** How many times the usual number; null where that is not known. */
  readonly times: string | null;
}

/** Sentences of the paragraph to print. Each is complete, ends with its full stop, and is left out where its datum is missing. */
export interface ParagraphWords {
  readonly notNews: Readonly<Record<Exclude<Mode, "live">, string>>;
  readonly falseAlarm: (at: ProseMoment) => string;
  readonly rise: (service: string, at: ProseMoment) => string;
  readonly riseToPeak: (service: string, at: ProseMoment, peak: ProsePeak) => string;
  readonly named: (problem: string, percent: string) => string;
  /** `lag` is a length of time after the rise, in words; null where the company spoke before it. */
  readonly company: (at: ProseMoment, lag: string | null) => string;
  readonly over: (at: ProseMoment) => string;
  /** No more than that no end is on record: reports may be back to normal, which is told when it has lasted. */
  readonly still: (at: ProseMoment) => string;
  /** Who counts, and that reports are no count of those affected. */
  readonly source: (instance: string) => string;
}

/** A figure's name and what it counts. */
export interface FigureWords<Given extends readonly string[] = []> {
  readonly label: string;
  readonly definition: (...given: Given) => string;
}

/** The figure card. Times, lengths and numbers come written. */
export interface CardWords {
  readonly peak15: FigureWords<[span: string]> & {
    /** Said where the quarter began before the start. */
    readonly early: string;
    /** Said while the quarter runs. */
    readonly running: string;
  };
  readonly peak1: FigureWords<[from: string]>;
  readonly total: FigureWords & { readonly soFar: string };
  readonly ratio: FigureWords & {
    readonly value: (times: string) => string;
    /** `definition` with what is expected. */
    readonly against: (expected: string) => string;
  };
  readonly works: FigureWords;
  readonly start: FigureWords;
  readonly flag: FigureWords;
  readonly end: FigureWords<[atMost: string]> & {
    readonly notYet: string;
    readonly lasts: (length: string) => string;
    readonly closed: string;
  };
  readonly company: FigureWords & {
    readonly after: (length: string) => string;
    readonly before: (length: string) => string;
    /** In the same minute. */
    readonly together: string;
  };
}

/** Everything that a language says of an incident's record. */
export interface LanguageWords {
  /** For Intl. */
  readonly locale: string;
  /** "<1 %": a share that is less than the given one and more than none. */
  readonly lessThan: (percent: string) => string;
  /** In itself, for menus. */
  readonly name: string;
  readonly title: (service: string, date: string) => string;
  readonly falseAlarmTitle: (service: string, date: string) => string;
  /** What the page of a record with this title is called. */
  readonly recordTitle: (title: string) => string;
  readonly paragraph: ParagraphWords;
  readonly card: CardWords;
  readonly embed: EmbedWords;
  /** "as of <time>" in a citation. */
  readonly asOf: (time: string) => string;
  /** Labels of problems by key. Keys that are missing keep their English label. */
  readonly problems: Readonly<Record<string, string>>;
}
