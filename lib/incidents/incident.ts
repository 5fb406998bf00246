import { z } from "zod";
import type { Minute } from "#lib/buckets/minute.ts";
import { minuteSchema } from "#lib/buckets/minute-schema.ts";
import type { End } from "#lib/detection/ending.ts";
import type { Episode } from "#lib/detection/memory.ts";
import type { Verdict } from "#lib/detection/verdict.ts";

export const openIncidentSchema = z.object({
  id: z.string(),
  level: z.enum(["possible", "outage"]),
  phase: z.enum(["rising", "peaked", "recovering"]),
  /** Events recorded so far: the next one's number is one more. */
  events: z.int().nonnegative(),
});

/** An incident that lasts, as the life cycle needs it. */
export type OpenIncident = z.infer<typeof openIncidentSchema>;

export const lastIncidentSchema = z.object({
  id: z.string(),
  resolved: minuteSchema,
  events: z.int().nonnegative(),
});

/** The service's last incident that ended. */
export type LastIncident = z.infer<typeof lastIncidentSchema>;

/** What a verdict changes in a service's incidents, with its reason; `none` is a decision too. */
export type Transition =
  | { readonly kind: "none"; readonly reason: string }
  | { readonly kind: "opened"; readonly level: Episode["level"]; readonly started: Minute; readonly reason: string }
  | {
      readonly kind: "escalated";
      readonly level: Episode["level"];
      readonly reopens: string | null;
      readonly reason: string;
    }
  | { readonly kind: "peaked" | "recovering"; readonly reason: string }
  | { readonly kind: "resolved"; readonly end: End; readonly reason: string };

export type TransitionKind = Transition["kind"];

function begin(verdict: Verdict, episode: Episode, last: LastIncident | null): Transition {
  if (verdict.continues && last !== null) {
    return {
      kind: "escalated",
      level: episode.level,
      reopens: last.id,
      reason: `The problems are back. ${verdict.reason}`,
    };
  }
  return { kind: "opened", level: episode.level, started: episode.start, reason: verdict.reason };
}

/**
 * The life cycle of an incident: what changes when this verdict follows. `open` is the service's incident that
 * lasts, `last` the one before it. A flag soon after an end reopens that incident instead of making another.
 */
export function nextIncident(open: OpenIncident | null, verdict: Verdict, last: LastIncident | null): Transition {
  const { episode, end, reason } = verdict;
  if (open === null) {
    if (episode !== null) return begin(verdict, episode, last);
    return { kind: "none", reason };
  }
  if (end !== null) return { kind: "resolved", end, reason };
  if (episode === null) return { kind: "none", reason };
  if (open.level === "possible" && episode.level === "outage") {
    return { kind: "escalated", level: "outage", reopens: null, reason };
  }
  if (open.phase === "rising" && episode.phase === "peaked") {
    return { kind: "peaked", reason: `Reports have passed their peak. ${reason}` };
  }
  if (open.phase !== "recovering" && episode.phase === "recovering") return { kind: "recovering", reason };
  return { kind: "none", reason };
}

/** The open incident after a transition; `id` is used when it opens. Null when none lasts. */
export function afterTransition(
  open: OpenIncident | null,
  last: LastIncident | null,
  transition: Transition,
  verdict: Verdict,
  id: string,
): OpenIncident | null {
  if (transition.kind === "resolved") return null;
  const phase = verdict.episode?.phase ?? open?.phase ?? "rising";
  if (transition.kind === "opened") return { id, level: transition.level, phase, events: 1 };
  if (transition.kind === "escalated" && transition.reopens !== null) {
    return { id: transition.reopens, level: transition.level, phase, events: (last?.events ?? 0) + 1 };
  }
  if (open === null) return null;
  const level = transition.kind === "escalated" ? transition.level : open.level;
  return { ...open, level, phase, events: open.events + (transition.kind === "none" ? 0 : 1) };
}
