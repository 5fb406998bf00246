/** What the button of a text has done. */
export interface CopyOutcome {
  /** As it read then. */
  readonly text: string;
  /** False: it was selected only. */
  readonly isCopied: boolean;
}

/** Said beside the button; nothing as soon as the text reads otherwise, for this one was not copied. */
export function outcomeWords(outcome: CopyOutcome | null, text: string): string {
  if (outcome === null || outcome.text !== text) return "";
  return outcome.isCopied ? "Copied." : "Selected: press Ctrl+C or ⌘C to copy.";
}
