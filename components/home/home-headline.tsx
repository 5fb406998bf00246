"use client";

import { countStates, headline, type StateCounts, scopeSentence, uncertain } from "#components/home/headline.ts";
import { useHomeFrame } from "#components/live/live-home.tsx";

interface HomeHeadlineProps {
  readonly counts: StateCounts;
  /** Services of the catalogue. */
  readonly watched: number;
  readonly reports24h: number;
}

/** The home page's answer in one sentence, which follows the stream. */
export function HomeHeadline({ counts, watched, reports24h }: HomeHeadlineProps) {
  const frame = useHomeFrame();
  const now = frame === null ? counts : countStates(frame.services);
  return (
    <div className="grid gap-4">
      <h1 className="max-w-[20ch] text-head md:text-display">{headline(now, watched)}</h1>
      <p className="max-w-[60ch] text-soft">
        {uncertain(now)}
        {scopeSentence(watched, reports24h)}
      </p>
    </div>
  );
}
