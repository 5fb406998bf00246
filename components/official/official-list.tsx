import { Moment } from "#components/time/moment.tsx";
import type { Minute } from "#lib/buckets/minute.ts";
import type { OfficialUpdate } from "#lib/live/snapshot.ts";
import { companyLag } from "#lib/publish/company-lag.ts";
import { english } from "#lib/publish/languages/en.ts";

interface OfficialListProps {
  readonly updates: readonly OfficialUpdate[];
  /** When reports began to rise. */
  readonly started: Minute;
  readonly nowMs: number;
}

/** What the company said, in its words and at its time, with how long that was after the rise. */
export function OfficialList({ updates, started, nowMs }: OfficialListProps) {
  const [first] = updates;
  return (
    <>
      {first === undefined ? null : <p className="mb-2 font-semibold">{companyLag(started, first.minute, english)}</p>}
      <ol>
        {updates.map(({ minute, text, url }) => (
          <li
            key={`${minute} ${text}`}
            className="grid gap-x-6 border-b border-rule py-3 sm:grid-cols-[14rem_minmax(0,1fr)]"
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
