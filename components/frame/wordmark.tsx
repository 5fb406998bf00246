/** The name with its mark: a swell that rises from the ground line. */
export function Wordmark({ name }: { name: string }) {
  return (
    <a
      href="/"
      className="inline-flex min-h-11 items-center gap-2 text-base font-bold sm:text-lead tracking-tight no-underline"
    >
      <svg viewBox="0 0 32 20" aria-hidden="true" className="h-4 w-6 sm:h-5 sm:w-8">
        <path
          d="M1 18h5c5 0 5-15 10-15s5 15 10 15h5"
          fill="none"
          stroke="currentColor"
          strokeWidth="3"
          strokeLinecap="round"
        />
      </svg>
      {name}
    </a>
  );
}
