import type { IncidentEventView } from "#lib/live/snapshot.ts";

/** What each kind of event is called in the timeline. */
export const EVENT_WORDS: Readonly<Record<IncidentEventView["kind"], string>> = {
  opened: "Opened",
  escalated: "Raised to problems",
  peaked: "Past its peak",
  recovering: "Recovering",
  resolved: "Ended",
  corrected: "Corrected",
};
