import type { ReportState } from "#components/report/report-state.ts";
import { countReports } from "#lib/publish/number-words.ts";
import type { ReportKind } from "#lib/reports/report-input.ts";

/** The words on the buttons, used again where the answer is spoken of. */
export const KIND_WORDS: Readonly<Record<ReportKind, string>> = {
  problem: "I have a problem",
  works: "Works for me",
  back: "It is back",
};

const THANKS: Readonly<Record<ReportKind, (service: string) => string>> = {
  problem: (service) => `Thank you. Your report of a problem with ${service} has been received.`,
  works: (service) => `Thank you. Noted: ${service} works for you.`,
  back: (service) => `Thank you. Noted: ${service} is back for you.`,
};

/** The sentence after a report was received; the same for one that is set aside, which must learn nothing. */
function receivedWords(kind: ReportKind, service: string, repeat: boolean): string {
  if (!repeat) return THANKS[kind](service);
  return `You already told us about ${service} within the last hour. It is kept, but a repeat is not counted again.`;
}

/** The service's count, which no word claims to hold this very report: a set-aside one is answered alike. */
function countWords(reports15: number | null): string {
  return reports15 === null ? "" : ` Now ${countReports(reports15)} in 15 minutes.`;
}

/** What the form says about a report under way or ended; empty before the first press. */
export function reportWords(state: ReportState, service: string): string {
  switch (state.phase) {
    case "open":
      return "";
    case "sending":
      return "Sending your report.";
    case "kept":
      return "We cannot take it right now. Your report is kept on this page and will be sent as soon as we are back. Please leave the page open.";
    case "ended":
      switch (state.delivery.outcome) {
        case "received":
          return `${receivedWords(state.kind, service, state.delivery.repeat)}${countWords(state.delivery.reports15)}`;
        case "refused":
          return `Your report is not stored. ${state.delivery.detail}`;
        case "expired":
          return "We do not know whether your report was stored: in 15 minutes no answer said so. Please try again; it is not counted twice.";
      }
  }
}

/** What stands before words that tell of a failure which the visitor can act on; null where they do not. */
export function failureTitle(state: ReportState): string | null {
  if (state.phase !== "ended" || state.delivery.outcome === "received") return null;
  return state.delivery.outcome === "refused" ? "Not taken." : "No answer.";
}

/** What the address says of a report that was sent as a plain form. */
export type Reported = "counted" | "repeat";

/** Reads `?reported=`; a set-aside report reads as counted. Null without one. */
export function readReported(value: string | undefined): Reported | null {
  if (value === undefined) return null;
  return value === "repeat" ? "repeat" : "counted";
}

/** The answer to a plain form, which does not say which button it was; empty without a report. */
export function reportedWords(reported: Reported | null, service: string): string {
  if (reported === null) return "";
  if (reported === "repeat") return receivedWords("problem", service, true);
  return `Thank you. Your report on ${service} has been received.`;
}
