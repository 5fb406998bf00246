import { makeBadge } from "badge-maker";
import type { Mode, StateKey } from "#lib/live/snapshot.ts";
import { LIGHT } from "#lib/publish/palette.ts";
import { shortName } from "#lib/publish/short-name.ts";
import { modeNotice, NO_LONGER_OBSERVED, stateWords } from "#lib/publish/state-words.ts";

export interface BadgeSubject {
  readonly serviceName: string;
  /** Null of a service that is no longer observed. */
  readonly state: StateKey | null;
  readonly mode: Mode;
}

const MAX_LABEL = 40;

function partsOf({ serviceName, state, mode }: BadgeSubject) {
  const notice = modeNotice(mode);
  const word = state === null ? NO_LONGER_OBSERVED : stateWords(state).word.toLowerCase();
  const message = word + (notice === null ? "" : ` (${notice.short.toLowerCase()})`);
  return { label: shortName(serviceName, MAX_LABEL), message, color: LIGHT[state ?? "inkSoft"] };
}

/** The state of a service as a small flat picture for a README or a dashboard. */
export function stateBadge(subject: BadgeSubject): string {
  return makeBadge({ ...partsOf(subject), style: "flat" });
}

/** The same for shields.io's endpoint badges (their schema, version 1), with colours as shields takes them. */
export function shieldsEndpoint(subject: BadgeSubject) {
  return { schemaVersion: 1, ...partsOf(subject), cacheSeconds: 300 };
}
