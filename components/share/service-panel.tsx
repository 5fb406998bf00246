"use client";

import { CopyText } from "#components/figures/copy-text.tsx";
import { Fold } from "#components/frame/fold.tsx";
import { useLiveService } from "#components/live/live-service.tsx";
import { SharePanel } from "#components/share/share-panel.tsx";
import type { ShareSubject } from "#components/share/share-subject.ts";
import { formatMinute, minuteOf } from "#lib/buckets/minute.ts";
import type { Mode } from "#lib/live/snapshot.ts";
import { citeService } from "#lib/publish/citation.ts";

interface CitedService {
  readonly service: { readonly slug: string; readonly name: string };
  readonly publicUrl: string;
  readonly mode: Mode;
}

export interface ServicePanelProps extends CitedService {
  readonly subject: ShareSubject;
}

/** How to cite the page as of the minute that it shows, and where what can be quoted is: in its incident's record. */
export function ServiceCitation({ service, publicUrl, mode }: CitedService) {
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

/** What a service's share dialog holds. */
export function ServicePanel({ subject, ...cited }: ServicePanelProps) {
  return (
    <SharePanel subject={subject}>
      <ServiceCitation {...cited} />
    </SharePanel>
  );
}
