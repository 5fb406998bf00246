"use client";

import { useLiveService } from "#components/live/live-service.tsx";
import { ReportForm, type ReportFormProps } from "#components/report/report-form.tsx";

/** The report form of a service's page: what it hears back shows in the large number at once. */
export function ReportNow(props: Omit<ReportFormProps, "asksBack" | "onReceived">) {
  const { live, setReports15 } = useLiveService();
  return <ReportForm {...props} asksBack={live.state !== "normal"} onReceived={setReports15} />;
}
