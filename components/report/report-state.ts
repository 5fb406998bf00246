import type { Delivery } from "#components/report/deliver-report.ts";
import type { ReportKind } from "#lib/reports/report-input.ts";

/** Where the form stands. `kept` = sent without an answer so far, held in memory, tried again. */
export type ReportState =
  | { readonly phase: "open" }
  | { readonly phase: "sending" | "kept"; readonly kind: ReportKind }
  | { readonly phase: "ended"; readonly kind: ReportKind; readonly delivery: Delivery };

export type ReportEvent =
  | { readonly type: "pressed"; readonly kind: ReportKind }
  | { readonly type: "kept" }
  | { readonly type: "ended"; readonly delivery: Delivery };

/** The next state. A press while a report is on its way changes nothing: one press, one report. */
export function nextReportState(state: ReportState, event: ReportEvent): ReportState {
  const underWay = state.phase === "sending" || state.phase === "kept";
  if (event.type === "pressed") return underWay ? state : { phase: "sending", kind: event.kind };
  if (!underWay) return state;
  return event.type === "kept"
    ? { phase: "kept", kind: state.kind }
    : { phase: "ended", kind: state.kind, delivery: event.delivery };
}

/** True while the visitor may press: before a report, or after one that is not known to be stored. */
export function acceptsPress(state: ReportState): boolean {
  return state.phase === "open" || (state.phase === "ended" && state.delivery.outcome !== "received");
}
