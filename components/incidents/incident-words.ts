import type { IncidentEventView, Revision } from "#lib/live/incident-snapshot.ts";

/** What changed in a record, in the list of its revisions. */
export const REVISION_WORDS: Readonly<Record<Revision["kind"], string>> = {
  opened: "Opened",
  escalated: "Raised to problems",
  peaked: "Peak noted",
  recovering: "Recovering",
  resolved: "End noted",
  corrected: "Marked as a false alarm",
  company: "The company's words added",
};

/** What each kind of event is called in the timeline. */
export const EVENT_WORDS: Readonly<Record<IncidentEventView["kind"], string>> = {
  opened: "Opened",
  escalated: "Raised to problems",
  peaked: "Past its peak",
  recovering: "Recovering",
  resolved: "Ended",
  corrected: "Corrected",
};
