import type { ReactNode } from "react";

interface FoldProps {
  /** Address of the part within the page. */
  readonly id?: string;
  readonly title: string;
  /** Set as a part of the page with its own heading, not as a line of text. */
  readonly isSection?: boolean;
  /** From the beginning. */
  readonly isOpen?: boolean;
  readonly children: ReactNode;
}

/** A part that is folded until somebody wants it; works without script. */
export function Fold({ id, title, isSection = false, isOpen = false, children }: FoldProps) {
  return (
    <details id={id} open={isOpen} className={`group ${isSection ? "scroll-mt-4 border-t-2 border-ink pt-1" : ""}`}>
      <summary
        className={`flex min-h-11 cursor-pointer list-none items-center gap-2 font-semibold [&::-webkit-details-marker]:hidden ${isSection ? "justify-between" : ""}`}
      >
        {isSection ? <h2 className="text-lead">{title}</h2> : title}
        <svg
          viewBox="0 0 16 16"
          aria-hidden="true"
          className="size-4 shrink-0 group-open:rotate-180"
          fill="none"
          stroke="currentColor"
        >
          <path strokeWidth="2" d="M3 6l5 5 5-5" />
        </svg>
      </summary>
      {children}
    </details>
  );
}
