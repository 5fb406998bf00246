import { limits } from "#lib/reports/limits.ts";
import type { FormSigns } from "#lib/reports/report-input.ts";

/** Why a report was set aside. The last two are decided by the counters in the database. */
export const setAsideReasons = ["honeypot", "too-fast", "address-cap", "network-cap"] as const;
export type SetAsideReason = (typeof setAsideReasons)[number];

/** A candidate still has to pass the repeat rule and the network caps, which only the database can decide. */
export type Screening =
  | { readonly kind: "candidate" }
  | { readonly kind: "set-aside"; readonly reason: SetAsideReason };

/**
 * Looks at the signs that a form carries. Reports through the API carry none: explicit use is not suspect.
 * `shownMs` is our own time of rendering, so it can only be too old (a cached page), never too new.
 */
export function screen(form: FormSigns | null, nowMs: number): Screening {
  if (form === null) return { kind: "candidate" };
  if (form.honeypot !== "") return { kind: "set-aside", reason: "honeypot" };
  if (form.shownMs !== null && nowMs - form.shownMs < limits.fastestFormMs)
    return { kind: "set-aside", reason: "too-fast" };
  return { kind: "candidate" };
}
