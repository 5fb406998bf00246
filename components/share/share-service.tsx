"use client";

import { CopyText } from "#components/figures/copy-text.tsx";
import { Fold } from "#components/frame/fold.tsx";
import { PrintProvider } from "#components/print/print-choice.tsx";
import { ShareDialog } from "#components/share/share-dialog.tsx";
import { formatMinute, minuteOf } from "#lib/buckets/minute.ts";
import type { RangeKey } from "#lib/live/range.ts";
import type { Mode } from "#lib/live/snapshot.ts";
import { citeService } from "#lib/publish/citation.ts";

interface ShareServiceProps {
  readonly service: { readonly slug: string; readonly name: string };
  /** Of the page that is shared. */
  readonly range: RangeKey;
  /** Milliseconds since the epoch. */
  readonly asOf: number;
  /** Of the open incident, whose record is what can be quoted. */
  readonly incidentId: string | null;
  readonly publicUrl: string;
  readonly mode: Mode;
}

/** Shares a service's page, which moves; what is to be quoted is its incident's record. */
export function ShareService({ service, range, asOf, incidentId, publicUrl, mode }: ShareServiceProps) {
  const { slug, name } = service;
  const minute = formatMinute(minuteOf(asOf));
  const paths = { path: `/status/${slug}`, embedPath: `/embed/${slug}` };
  const subject = { name, publicUrl, ...paths, asOf: minute, range, isIncident: false, isFrozen: false };
  return (
    <PrintProvider language="en" timeZone={null}>
      <ShareDialog subject={subject} fallback="#share">
        <Fold title="Citation">
          <CopyText text={citeService(service, minute, publicUrl, mode)} what="Copy the citation" />
          {incidentId === null ? null : (
            <p className="mt-3 max-w-[68ch] text-small text-soft">
              This page moves. <a href={`/incidents/${incidentId}#share`}>The incident's record</a> has figures that can
              be quoted, a paragraph to print, and an address that never changes.
            </p>
          )}
        </Fold>
      </ShareDialog>
    </PrintProvider>
  );
}
