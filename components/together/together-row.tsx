import { StateMark } from "#components/state/state-mark.tsx";
import { Moment } from "#components/time/moment.tsx";
import type { TogetherService } from "#lib/live/snapshot.ts";
import { countReports, formatExpected } from "#lib/publish/number-words.ts";
import { stateWords } from "#lib/publish/state-words.ts";

interface TogetherRowProps {
  readonly service: TogetherService;
  readonly words: string;
  /** The service that the page is about. */
  readonly isOwn: boolean;
  /** Reports that fill the bar. */
  readonly most: number;
  readonly nowMs: number;
}

/** A service that rose: since when, how far, and what that says. */
export function TogetherRow({ service, words, isOwn, most, nowMs }: TogetherRowProps) {
  const { slug, name, state, began, peak15, expected15, incidentId } = service;
  return (
    <li className="border-b border-rule py-3">
      <p className="flex items-baseline justify-between gap-4">
        <span>
          {isOwn ? (
            <span className="font-semibold">{name}</span>
          ) : (
            <a href={incidentId === null ? `/status/${slug}` : `/incidents/${incidentId}`} className="font-semibold">
              {name}
            </a>
          )}
          <span className="flex items-center gap-2 text-small text-soft">
            <StateMark state={state} className="size-3.5" />
            <span>
              {stateWords(state).word}, rising from <Moment minute={began} nowMs={nowMs} />
            </span>
          </span>
        </span>
        <span className="shrink-0 text-right">
          <span className="font-semibold">{countReports(peak15)}</span>
          {expected15 === null ? null : (
            <span className="block text-small text-soft">{formatExpected(expected15)} usual</span>
          )}
        </span>
      </p>
      <div className="my-1.5 h-2 bg-rule forced-color-adjust-none" aria-hidden="true">
        <div className="h-full min-w-px bg-normal" style={{ width: `${(peak15 * 100) / most}%` }} />
      </div>
      <p className="max-w-[68ch] text-small text-soft">{words}</p>
    </li>
  );
}
