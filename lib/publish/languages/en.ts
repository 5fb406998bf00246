import { stepWords } from "#lib/publish/chart-steps.ts";
import { rangeWords } from "#lib/publish/duration-words.ts";
import type { Highest } from "#lib/publish/embed-words.ts";
import type { LanguageWords } from "#lib/publish/language-words.ts";
import { missedWords } from "#lib/publish/missed-words.ts";
import { countReports, formatCount, formatExpected, formatRatio } from "#lib/publish/number-words.ts";
import type { ProseMoment } from "#lib/publish/prose-time.ts";

/** "16:04 Pacific Standard Time (UTC−8) on Friday 8 November 2024". */
function time({ clock, date, zone }: ProseMoment): string {
  const name = zone?.replace(/, (UTC.+)$/, " ($1)");
  return [clock, name, date && `on ${date.replace(",", "")}`].filter(Boolean).join(" ");
}

/** "19,043 in 15 minutes from 00:15 UTC", and what is usual then. */
function highestText({ reports, minutes, from, isCounting, usual }: Highest): string {
  const step = minutes === 1 || minutes === 60 ? `one ${stepWords(minutes)}` : stepWords(minutes);
  const compared = usual === null ? "" : `, ${formatExpected(usual)} usual at that time`;
  return `${formatCount(reports)}${isCounting ? " so far" : ""} in ${step} from ${from}${compared}`;
}

/** British English with a 24-hour clock. */
export const english: LanguageWords = {
  locale: "en-GB",
  lessThan: (percent) => `<${percent}`,
  name: "English",
  title: (service, date) => `${service}, ${date}`,
  falseAlarmTitle: (service, date) => `${service}, ${date} (false alarm)`,
  recordTitle: (title) => `${title}: the record`,
  paragraph: {
    notNews: { demo: "Demo data, not news.", replay: "Replay of a past day, not news." },
    falseAlarm: (at) => `False alarm, corrected at ${time(at)}: not to be printed as an outage.`,
    rise: (service, at) => `Reports of problems with ${service} began to rise at ${time(at)}.`,
    riseToPeak: (service, at, { count, until, times }) =>
      `Reports of problems with ${service} began to rise at ${time(at)} and reached ${count} in the 15 minutes to ${time(until)}${times === null ? "" : `, about ${times} times the usual number for that time`}.`,
    named: (problem, percent) => `Most named: ${problem} (${percent}).`,
    company: (at, lag) => `The company's first update came at ${time(at)}${lag === null ? "" : `, ${lag} later`}.`,
    over: (at) => `By ${time(at)} the rise was over.`,
    still: (at) => `At ${time(at)} the incident was not yet recorded as over.`,
    source: (instance) =>
      `Source: ${instance}, which counts reports that people submit. Reports are not a count of users affected.`,
  },
  card: {
    peak15: {
      label: "Peak, 15 minutes",
      definition: (span) => `Problem reports, ${span}: the highest count in one UTC-aligned quarter of an hour.`,
      early: "The quarter began before the start, and holds the reports from before it too.",
      running: "The quarter is not over: this is its count so far.",
    },
    peak1: {
      label: "Peak, 1 minute",
      definition: (from) => `Problem reports in the minute from ${from}, the highest.`,
    },
    total: {
      label: "Total",
      definition: () => "Counted problem reports from the incident's start to its end. Not a count of people.",
      soFar: "Counted problem reports from the incident's start to the as-of time. Not a count of people.",
    },
    ratio: {
      label: "Against normal",
      value: (times) => `about ${times} times`,
      definition: () => "The 15-minute peak divided by what is expected in that quarter of an hour.",
      against: (expected) =>
        `The 15-minute peak divided by what is expected in that quarter of an hour (about ${expected}).`,
    },
    works: {
      label: "Works for me",
      definition: () => "Of all answers since the start, those that said it works. Shown from 20 answers on.",
    },
    start: { label: "Start", definition: () => "The first minute of the rise that was flagged, found afterwards." },
    flag: { label: "First flag", definition: () => "The minute in which this site opened the incident." },
    end: {
      label: "End",
      definition: (atMost) =>
        `Between these two moments reports fell back to what is usual, or to a small part of their peak, ${atMost} after the start at most.`,
      notYet: "not yet",
      lasts: (length) =>
        `Ongoing for ${length}. It ends when reports stay near what is usual, or at a small part of their peak.`,
      closed: "An operator closed it then, as a false alarm: the reports do not show an end.",
    },
    company: {
      label: "Company's first update",
      definition: () => "What the company itself says, at the time it gives. It never enters the counts.",
      after: (length) => `Reports rose ${length} before the company's first update.`,
      before: (length) => `The company's first update came ${length} before reports rose.`,
      together: "Reports rose in the minute of the company's first update.",
    },
  },
  embed: {
    chart: {
      locale: "en-GB",
      reportsPer: (step) => `Reports per ${stepWords(step)}`,
      normalRange: "normal range",
      stillCounting: "still counting",
      since: (at) => `since ${at}`,
      start: (at) => `start ${at}`,
      peak: (at) => `peak ${at}`,
      end: (at) => `end ${at}`,
      notices: { demo: "Demo data, not news", replay: "Replay of a past day" },
      company: "company",
      noData: "No data for this time",
      noReports: "No reports in this time",
    },
    states: {
      normal: "Nothing unusual",
      possible: "Possible problems",
      unconfirmed: "Unconfirmed",
      outage: "Problems",
    },
    held: (state, moment) => `${state} since ${moment}`,
    ended: (span) => `Ended ${span}`,
    corrected: (moment) => `False alarm, corrected ${moment}`,
    headline: (service) => `Reports of problems with ${service}`,
    falseAlarm: (headline) => `False alarm: ${headline}`,
    titleLast: (headline, minutes) => `${headline} in the last ${rangeWords(minutes)}`,
    now: (reports, usual) =>
      `${countReports(reports)} in the last 15 minutes${usual === null ? "" : `, ${formatExpected(usual)} usual now`}.`,
    missed: missedWords,
    highest: (highest) => `Highest: ${highestText(highest)}.`,
    record: (total, highest, ratio) =>
      `${[
        `${countReports(total)} since the start`,
        highest && `highest ${highestText(highest)}`,
        ratio && `${formatRatio(ratio)} the usual number`,
      ]
        .filter(Boolean)
        .join(", ")}.`,
    named: (list) => `Most named: ${list}.`,
    source: (asOf) => ["Source: ", `, which counts reports that people submit, not users affected. As of ${asOf}.`],
    pictureSource: (source) => `Source: ${source}. Reports that people submit, not users affected.`,
    table: {
      summary: "The numbers as a table",
      caption: (step) => `Reports per ${stepWords(step)}, from the time given`,
      head: ["Time", "Reports", "Normal range"],
      unknown: "not known",
      soFar: (count) => `${count} so far`,
      between: (low, high) => `${low} to ${high}`,
    },
    stale: {
      failed: (length) => `This is ${length} old: newer figures cannot be read at the moment.`,
      late: (length) => `This is ${length} old: newer figures are being prepared.`,
    },
    missing: {
      unknown: "There is no such service or incident here",
      retired: "This service is no longer observed",
    },
  },
  asOf: (time) => `as of ${time}`,
  problems: {},
};
