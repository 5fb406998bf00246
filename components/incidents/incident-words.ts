import type { IncidentEventView, Revision } from "#lib/live/incident-snapshot.ts";

const REVISION_WORDS: Readonly<Record<Revision["kind"], string>> = {
  opened: "Opened",
  escalated: "Raised to problems",
  peaked: "Peak noted",
  recovering: "Recovering",
  resolved: "End noted",
  corrected: "Marked as a false alarm",
  company: "The company's words added",
};

const EVENT_WORDS: Readonly<Record<IncidentEventView["kind"], string>> = {
  opened: "Opened",
  escalated: "Raised to problems",
  peaked: "Past its peak",
  recovering: "Recovering",
  resolved: "Ended",
  corrected: "Corrected",
};

const REOPENED = "Opened again";

/** What each change is called, oldest first. One that raises a record which had ended opens it again, whatever its level. */
function wordsFor<Kind extends Revision["kind"]>(
  kinds: readonly Kind[],
  words: Readonly<Record<Kind, string>>,
): string[] {
  const isAfterEnd = (index: number) => kinds.slice(0, index).findLast((kind) => kind !== "company") === "resolved";
  return kinds.map((kind, index) => (kind === "escalated" && isAfterEnd(index) ? REOPENED : words[kind]));
}

/** What the events of a timeline are called. */
export function eventWords(events: readonly Pick<IncidentEventView, "kind">[]): string[] {
  return wordsFor(
    events.map(({ kind }) => kind),
    EVENT_WORDS,
  );
}

/** What changed in a record, in the list of its revisions. */
export function revisionWords(revisions: readonly Pick<Revision, "kind">[]): string[] {
  return wordsFor(
    revisions.map(({ kind }) => kind),
    REVISION_WORDS,
  );
}
