import { INK_BUTTON } from "#components/frame/button-classes.ts";

interface FailureProps {
  readonly onRetry: () => void;
}

/** What a page says when it could not be made. Nobody's report is in danger here, and it says so. */
export function Failure({ onRetry }: FailureProps) {
  return (
    <div className="grid grid-cols-1 gap-6 py-12">
      <h1 className="max-w-[24ch] text-head md:text-display">This page cannot be shown right now</h1>
      <p className="max-w-[68ch] text-soft">
        Something failed on our side, not on yours. Reports that have been received are stored and stay counted. Please
        try again in a moment.
      </p>
      <p className="flex flex-wrap gap-3">
        <button type="button" onClick={onRetry} className={`min-h-12 px-6 ${INK_BUTTON}`}>
          Try again
        </button>
        <a href="/" className="inline-flex min-h-12 items-center px-2">
          To the start page
        </a>
      </p>
    </div>
  );
}
