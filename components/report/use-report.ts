import { useReducer } from "react";
import { deliverReport } from "#components/report/deliver-report.ts";
import { acceptsPress, nextReportState, type ReportState } from "#components/report/report-state.ts";
import { randomKey, sendReport, sleepOrOnline } from "#components/report/send-report.ts";
import type { ReportInput } from "#lib/reports/report-input.ts";

/** The state of the report form, and the press that sends a report until it is answered. */
export function useReport(onReceived: (reports15: number) => void): {
  readonly state: ReportState;
  readonly press: (report: ReportInput) => Promise<void>;
} {
  const [state, dispatch] = useReducer(nextReportState, { phase: "open" });
  const press = async (report: ReportInput) => {
    if (!acceptsPress(state)) return;
    dispatch({ type: "pressed", kind: report.kind });
    const key = randomKey();
    const delivery = await deliverReport({
      send: () => sendReport(report, key),
      sleep: sleepOrOnline,
      nowMs: () => performance.now(),
      random: Math.random,
      onKept: () => dispatch({ type: "kept" }),
    });
    dispatch({ type: "ended", delivery });
    if (delivery.outcome === "received" && delivery.reports15 !== null) onReceived(delivery.reports15);
  };
  return { state, press };
}
