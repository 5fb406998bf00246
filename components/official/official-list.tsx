import { DatedRow } from "#components/time/dated-row.tsx";
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
          <DatedRow key={`${minute} ${text}`} minute={minute} nowMs={nowMs}>
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
          </DatedRow>
        ))}
      </ol>
    </>
  );
}
