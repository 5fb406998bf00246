import { Moment } from "#components/time/moment.tsx";
import type { Minute } from "#lib/buckets/minute.ts";
import type { OfficialUpdate } from "#lib/live/snapshot.ts";
import { durationWords } from "#lib/publish/duration-words.ts";

interface OfficialListProps {
  readonly updates: readonly OfficialUpdate[];
  /** When reports began to rise. */
  readonly started: Minute;
  readonly nowMs: number;
}

/** "Reports rose 14 minutes before the company's first update." Null when there is none. */
export function lagWords(started: Minute, first: Minute | undefined): string | null {
  if (first === undefined) return null;
  const lag = first - started;
  if (lag === 0) return "Reports rose in the minute of the company's first update.";
  const length = durationWords(Math.abs(lag));
  return lag > 0
    ? `Reports rose ${length} before the company's first update.`
    : `The company's first update came ${length} before reports rose.`;
}

/** What the company said, in its words and at its time, with how long that was after the rise. */
export function OfficialList({ updates, started, nowMs }: OfficialListProps) {
  return (
    <>
      <p className="mb-2 font-semibold">{lagWords(started, updates[0]?.minute)}</p>
      <ol>
        {updates.map(({ minute, text, url }) => (
          <li
            key={`${minute} ${text}`}
            className="grid gap-x-6 border-b border-rule py-3 sm:grid-cols-[12rem_minmax(0,1fr)]"
          >
            <p className="text-soft">
              <Moment minute={minute} nowMs={nowMs} />
            </p>
            <div className="max-w-[68ch]">
              <blockquote className="wrap-anywhere">
                <bdi>{text}</bdi>
              </blockquote>
              {url === null ? null : (
                <a href={url} rel="noopener nofollow" className="text-small">
                  Source
                </a>
              )}
            </div>
          </li>
        ))}
      </ol>
    </>
  );
}
