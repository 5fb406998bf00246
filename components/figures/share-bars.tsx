import { english } from "#lib/publish/languages/en.ts";
import { formatCount } from "#lib/publish/number-words.ts";
import { printShare } from "#lib/publish/print-numbers.ts";

interface Bar {
  readonly key: string;
  readonly label: string;
  /** Null for "fewer than 5". */
  readonly reports: number | null;
  /** Whole percent of all; null where only counts are given. */
  readonly percent: number | null;
}

interface ShareBarsProps {
  readonly bars: readonly Bar[];
  /** Said where there are none. */
  readonly none: string;
}

/**
 * Labelled bars from zero; the number stands in words at each. A share is drawn as its part of the whole, which is to be seen behind
 * it: a bar of 45 % that filled its line would be read as all. Counts alone are drawn against the largest, with no whole behind.
 */
export function ShareBars({ bars, none }: ShareBarsProps) {
  if (bars.length === 0) return <p className="text-soft">{none}</p>;
  const top = bars.reduce((most, bar) => Math.max(most, bar.reports ?? 0), 1);
  const widthOf = ({ percent, reports }: Bar) => percent ?? ((reports ?? 0) * 100) / top;
  return (
    <ul className="grid gap-3">
      {bars.map((bar) => (
        <li key={bar.key}>
          <p className="flex flex-wrap justify-between gap-x-4">
            <span>{bar.label}</span>
            <span className="ml-auto shrink-0">
              {bar.percent === null ? null : (
                <span className="font-semibold">
                  {printShare({ percent: bar.percent, reports: bar.reports }, english)}{" "}
                </span>
              )}
              <span className={bar.percent === null ? "font-semibold" : "text-soft"}>
                {bar.reports === null ? "fewer than 5" : formatCount(bar.reports)}
              </span>
            </span>
          </p>
          <div className={`mt-1 h-2 forced-color-adjust-none ${bar.percent === null ? "" : "bg-rule"}`}>
            <div className="h-full bg-normal" style={{ width: `${widthOf(bar)}%` }} />
          </div>
        </li>
      ))}
    </ul>
  );
}
