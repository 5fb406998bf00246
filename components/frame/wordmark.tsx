import { MARK } from "#lib/publish/wordmark.ts";

/** The name with its mark. */
export function Wordmark({ name }: { name: string }) {
  return (
    <a
      href="/"
      className="inline-flex min-h-11 items-center gap-2 text-base font-bold sm:text-lead tracking-tight no-underline"
    >
      <svg viewBox={MARK.viewBox} aria-hidden="true" className="h-4 w-6 sm:h-5 sm:w-8">
        <path d={MARK.path} fill="none" stroke="currentColor" strokeWidth={MARK.strokeWidth} strokeLinecap="round" />
      </svg>
      {name}
    </a>
  );
}
