import type { ReactNode } from "react";
import type { ReportKind } from "#lib/reports/report-input.ts";

interface ReportFieldsProps {
  readonly service: string;
  readonly kind: ReportKind;
  /** When the page was made, in milliseconds: a form sent within a blink of it was not sent by a person. */
  readonly shownMs: number;
  readonly children: ReactNode;
}

/** A report as a plain HTML form, which the API takes when no script runs. `website` is a trap that only programs fill in. */
export function ReportFields({ service, kind, shownMs, children }: ReportFieldsProps) {
  return (
    <>
      <input type="hidden" name="service" value={service} />
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="shown" value={Math.floor(shownMs)} />
      <div aria-hidden="true" className="absolute -left-[10000px] size-px overflow-hidden">
        <label>
          Leave this empty
          <input type="text" name="website" tabIndex={-1} autoComplete="off" />
        </label>
      </div>
      {children}
    </>
  );
}
