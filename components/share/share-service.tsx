"use client";

import { useLiveService } from "#components/live/live-service.tsx";
import { PrintProvider } from "#components/print/print-choice.tsx";
import type { ServicePanelProps } from "#components/share/service-panel.tsx";
import { ShareDialog } from "#components/share/share-dialog.tsx";
import { formatMinute, minuteOf } from "#lib/buckets/minute.ts";
import type { RangeKey } from "#lib/live/range.ts";

interface ShareServiceProps extends Omit<ServicePanelProps, "subject"> {
  /** Of the page that is shared. */
  readonly range: RangeKey;
}

const load = () => import("#components/share/service-panel.tsx").then(({ ServicePanel }) => ServicePanel);

/** Shares a service's page, which moves. */
export function ShareService({ range, ...cited }: ShareServiceProps) {
  const { service, publicUrl } = cited;
  const { slug, name } = service;
  const minute = formatMinute(minuteOf(useLiveService().live.asOf));
  const paths = { path: `/status/${slug}`, embedPath: `/embed/${slug}` };
  const subject = { name, publicUrl, ...paths, asOf: minute, range, isIncident: false, isFrozen: false };
  return (
    <PrintProvider language="en" timeZone={null}>
      <ShareDialog name={name} fallback="#share" load={load} panel={{ subject, ...cited }} />
    </PrintProvider>
  );
}
