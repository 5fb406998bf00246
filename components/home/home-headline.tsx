"use client";

import { headline, type Scope, scopeSentence, uncertain } from "#components/home/headline.ts";
import { useHomeFrame } from "#components/live/live-home.tsx";
import { countStates } from "#lib/live/count-states.ts";
import type { StateCounts } from "#lib/live/snapshot.ts";

interface HomeHeadlineProps {
  readonly counts: StateCounts;
  readonly scope: Scope;
}

/** The home page's answer in one sentence, which follows the stream. */
export function HomeHeadline({ counts, scope }: HomeHeadlineProps) {
  const frame = useHomeFrame();
  const now = frame === null ? counts : countStates(frame.services);
  return (
    <div className="grid gap-4">
      <h1 className="max-w-[20ch] text-head md:text-display">{headline(now, scope)}</h1>
      <p className="max-w-[60ch] text-soft">
        {uncertain(now)}
        {scopeSentence(scope)}
      </p>
    </div>
  );
}
