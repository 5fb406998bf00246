import { MIN_ANSWERS } from "#lib/live/build-answers.ts";

/** What every printed figure means, word for word the same wherever it stands. */
export const FIGURE_DEFINITIONS = [
  {
    term: "Reports, 15 minutes",
    text: "Counted problem reports of the last 15 minutes, the running minute included.",
  },
  {
    term: "Peak, 15 minutes",
    text: "The highest count in one UTC-aligned quarter of an hour. It compares with the value that the press quotes from charts of 96 points a day.",
  },
  { term: "Peak, 1 minute", text: "The highest count in a single UTC minute." },
  { term: "Total", text: "Counted problem reports from the incident's start to its end, or to the page's as-of time." },
  {
    term: "Against normal",
    text: "The 15-minute peak divided by what is usual in that quarter of an hour. Not shown where less than one report is usual, while that quarter runs, nor where half or more of it was missed.",
  },
  {
    term: "Shares by problem",
    text: "Of the counted reports since the start, in whole percents rounded by largest remainder, so that they sum to 100.",
  },
  {
    term: "First flag",
    text: "The minute in which the incident was opened. Possible problems that had not lasted yet may have been shown before. The start lies before it: it is found looking back, as the first minute of the rise.",
  },
  {
    term: "End",
    text: "An interval, because reports fade out: between its two bounds they fell back to what is usual, or to a small part of their peak.",
  },
  {
    term: "Works for me",
    text: `Answers that say it works, divided by all answers, since the start. Shown from ${MIN_ANSWERS} answers on.`,
  },
  {
    term: "Received, counted, repeat, set aside",
    text: "Every report received is exactly one of counted, repeat and set aside. All of them are printed, only counted ones enter the figures.",
  },
] as const;
