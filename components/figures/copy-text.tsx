"use client";

import { useRef, useState } from "react";
import { type CopyOutcome, outcomeWords } from "#components/figures/copy-outcome.ts";
import { FIELD_BUTTON } from "#components/frame/button-classes.ts";

interface CopyTextProps {
  readonly text: string;
  /** What is copied, for the button: "Copy the paragraph". */
  readonly what: string;
}

/** Copies with the clipboard API, or by selecting the text where the page is not secure and the API is missing. */
async function copy(text: string, element: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    getSelection()?.selectAllChildren(element);
    return false;
  }
}

/**
 * A text to take away: selectable as a whole by itself, and with a button where script runs. Server and browser may write the
 * moments in it differently, as `Moment` knows.
 */
export function CopyText({ text, what }: CopyTextProps) {
  const element = useRef<HTMLParagraphElement>(null);
  const [outcome, setOutcome] = useState<CopyOutcome | null>(null);
  const onClick = async () => {
    if (element.current !== null) setOutcome({ text, isCopied: await copy(text, element.current) });
  };
  return (
    <div>
      <p ref={element} className="max-w-[68ch] select-all whitespace-pre-wrap wrap-anywhere" suppressHydrationWarning>
        {text}
      </p>
      <p className="mt-2 flex items-center gap-3 font-sans text-small noscript:hidden">
        <button type="button" onClick={onClick} className={`min-h-11 px-3 ${FIELD_BUTTON}`}>
          {what}
        </button>
        <span role="status" className="text-soft">
          {outcomeWords(outcome, text)}
        </span>
      </p>
    </div>
  );
}
