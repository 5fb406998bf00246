"use client";

import { CopyText } from "#components/figures/copy-text.tsx";
import { Fold } from "#components/frame/fold.tsx";
import { useLiveService } from "#components/live/live-service.tsx";
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
  readonly publicUrl: string;
  readonly mode: Mode;
}

/** How to cite the page as of the minute that it shows, and where what can be quoted is: in its incident's record. */
export function ServiceCitation({ service, publicUrl, mode }: Omit<ShareServiceProps, "range">) {
  const { asOf, incidentId } = useLiveService().live;
  return (
    <Fold title="Citation">
      <CopyText text={citeService(service, formatMinute(minuteOf(asOf)), publicUrl, mode)} what="Copy the citation" />
      {incidentId === null ? null : (
        <p className="mt-3 max-w-[68ch] text-small text-soft">
          This page moves. <a href={`/incidents/${incidentId}#share`}>The incident's record</a> has figures that can be
          quoted, a paragraph to print, and an address that never changes.
        </p>
      )}
    </Fold>
  );
}

/** Shares a service's page, which moves. */
export function ShareService({ service, range, publicUrl, mode }: ShareServiceProps) {
  const { slug, name } = service;
  const minute = formatMinute(minuteOf(useLiveService().live.asOf));
  const paths = { path: `/status/${slug}`, embedPath: `/embed/${slug}` };
  const subject = { name, publicUrl, ...paths, asOf: minute, range, isIncident: false, isFrozen: false };
  return (
    <PrintProvider language="en" timeZone={null}>
      <ShareDialog subject={subject} fallback="#share">
        <ServiceCitation service={service} publicUrl={publicUrl} mode={mode} />
      </ShareDialog>
    </PrintProvider>
  );
}
