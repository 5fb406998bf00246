import { DEFAULT_RANGE, RANGE_KEYS, type RangeKey } from "#lib/live/range.ts";

/** What each range is called. */
export const RANGE_NAMES: Readonly<Record<RangeKey, string>> = {
  "1h": "1 hour",
  "6h": "6 hours",
  "24h": "24 hours",
  "7d": "7 days",
};

interface RangeSwitchProps {
  readonly slug: string;
  readonly range: RangeKey;
}

/** The ranges of the chart, as plain links. */
export function RangeSwitch({ slug, range }: RangeSwitchProps) {
  return (
    <nav aria-label="Time range of the chart" className="-mx-2 flex flex-wrap text-small sm:-mx-3">
      {RANGE_KEYS.map((key) => (
        <a
          key={key}
          href={`/status/${slug}${key === DEFAULT_RANGE ? "" : `?range=${key}`}#chart`}
          aria-current={key === range ? "true" : undefined}
          className="flex min-h-11 items-center px-2 text-soft no-underline hover:underline aria-[current]:font-semibold aria-[current]:text-ink aria-[current]:underline aria-[current]:decoration-2 aria-[current]:underline-offset-8 sm:px-3"
        >
          {RANGE_NAMES[key]}
        </a>
      ))}
    </nav>
  );
}
