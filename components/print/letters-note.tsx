"use client";

import { usePrint } from "#components/print/print-choice.tsx";

/** Said where a file will not be in the language that is chosen. */
export function LettersNote() {
  const { language } = usePrint();
  if (language !== "ja") return null;
  return (
    <p className="mt-2 max-w-[68ch] text-small text-soft">
      PNG pictures are written in English: their font has no Japanese letters. The drawing (SVG) is in Japanese.
    </p>
  );
}
