"use client";

import { type FormEvent, type SyntheticEvent, useId, useRef } from "react";
import { FIELD_BUTTON, INK_BUTTON } from "#components/frame/button-classes.ts";
import { ProblemChoices } from "#components/report/problem-choices.tsx";
import { ReportFields } from "#components/report/report-fields.tsx";
import { acceptsPress } from "#components/report/report-state.ts";
import {
  failureTitle,
  KIND_WORDS,
  type Reported,
  reportedWords,
  reportWords,
} from "#components/report/report-words.ts";
import { useReport } from "#components/report/use-report.ts";
import type { ReportInput, ReportKind } from "#lib/reports/report-input.ts";

export interface ReportFormProps {
  readonly service: { readonly slug: string; readonly name: string };
  readonly problems: readonly { readonly key: string; readonly label: string }[];
  /** When the page was made, in milliseconds. */
  readonly shownMs: number;
  /** What came of a report that was sent without script: the server led back here with it. */
  readonly reported: Reported | null;
  /** "It is back" is asked only while the state is not normal. */
  readonly asksBack: boolean;
  /** Called with the service's count of the last 15 minutes, which includes the report just received. */
  readonly onReceived: (reports15: number) => void;
}

const SECONDARY = `min-h-11 w-full px-3 py-2 text-base disabled:opacity-60 ${FIELD_BUTTON}`;

/** The form's fields and the button that sent it, as the API takes them in JSON. */
function pressedReport(event: FormEvent<HTMLFormElement>, service: string, kind: ReportKind): ReportInput {
  const { submitter } = event.nativeEvent as SubmitEvent;
  const data = new FormData(event.currentTarget, submitter);
  const [problem, began] = [data.get("problem"), data.get("beganMinutesAgo")];
  return {
    service,
    kind,
    ...(typeof problem === "string" && problem !== "" ? { problem } : {}),
    ...(typeof began === "string" && began !== "" ? { beganMinutesAgo: Number(began) } : {}),
  };
}

/** On a phone the choices open below the edge of the screen: they are brought in sight, and the large number stays there. */
function showChoices({ currentTarget }: SyntheticEvent<HTMLDetailsElement>) {
  if (currentTarget.open) currentTarget.closest("section")?.scrollIntoView({ block: "nearest" });
}

/**
 * Two taps to a report: "I have a problem" opens the choices in place, a choice sends it. All of it is plain HTML that works
 * without script; with script the report is kept and sent again until it is answered, and the page stays where it is.
 */
export function ReportForm({ service, problems, shownMs, reported, asksBack, onReceived }: ReportFormProps) {
  const { state, press } = useReport(onReceived);
  const section = useRef<HTMLElement>(null);
  const status = useRef<HTMLParagraphElement>(null);
  const failure = failureTitle(state);
  const words = reportWords(state, service.name) || reportedWords(reported, service.name);
  const headingId = useId();
  const isOpen = acceptsPress(state);
  const secondary: readonly ReportKind[] = asksBack ? ["works", "back"] : ["works"];

  const form = (kind: ReportKind) => ({
    method: "post",
    action: "/api/v1/reports",
    onSubmit: (event: FormEvent<HTMLFormElement>) => {
      event.preventDefault();
      void press(pressedReport(event, service.slug, kind));
      // The pressed button goes away: whoever works by keyboard goes on from the answer. The large number stays in sight.
      status.current?.focus({ preventScroll: true });
      section.current?.scrollIntoView({ block: "nearest" });
    },
  });

  return (
    <section ref={section} id="report" aria-labelledby={headingId} className="flex scroll-mt-44 flex-col">
      <h2 id={headingId} className="sr-only">
        Report on {service.name}
      </h2>
      <div hidden={!isOpen} className="grid gap-2">
        <details className="group" onToggle={showChoices}>
          <summary
            className={`flex min-h-14 items-center justify-between gap-3 border border-ink px-4 text-lead ${INK_BUTTON}`}
          >
            {KIND_WORDS.problem}
            <svg viewBox="0 0 16 16" aria-hidden="true" className="size-4 group-open:rotate-180">
              <path d="m2 5 6 6 6-6" fill="none" stroke="currentColor" strokeWidth="2.5" />
            </svg>
          </summary>
          <form {...form("problem")}>
            <ReportFields service={service.slug} kind="problem" shownMs={shownMs}>
              <ProblemChoices problems={problems} />
            </ReportFields>
          </form>
        </details>
        <div className="flex gap-2">
          {secondary.map((kind) => (
            <form key={kind} {...form(kind)} className="relative grow">
              <ReportFields service={service.slug} kind={kind} shownMs={shownMs}>
                <button type="submit" className={SECONDARY}>
                  {KIND_WORDS[kind]}
                </button>
              </ReportFields>
            </form>
          ))}
        </div>
      </div>
      <p
        ref={status}
        tabIndex={-1}
        role="status"
        className={
          words === ""
            ? "sr-only"
            : // Above what may be pressed again: below it, under a list of choices, a phone would not show it.
              `border-l-4 py-2 pl-4 text-base ${isOpen ? "order-first mb-3" : ""} ${failure === null ? "border-ink" : "border-outage"}`
        }
      >
        {failure === null ? null : <strong className="font-semibold">{failure} </strong>}
        {words}
      </p>
    </section>
  );
}
