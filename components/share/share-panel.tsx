"use client";

import type { ReactNode } from "react";
import { CopyText } from "#components/figures/copy-text.tsx";
import { Fold } from "#components/frame/fold.tsx";
import { PrintControls } from "#components/print/print-controls.tsx";
import { EmbedBuilder } from "#components/share/embed-builder.tsx";
import { ShareFiles } from "#components/share/share-files.tsx";
import { pageAddress, type ShareSubject } from "#components/share/share-subject.ts";

interface SharePanelProps {
  readonly subject: ShareSubject;
  /** Paragraph and citation of the subject. */
  readonly children: ReactNode;
}

/** What the share dialog holds: embed with preview, link, paragraph, citation, pictures, data. */
export function SharePanel({ subject, children }: SharePanelProps) {
  return (
    <>
      <div className="mb-4">
        <PrintControls asOf={subject.isFrozen ? subject.asOf : null} />
      </div>
      <EmbedBuilder subject={subject} />
      <Fold title="Link">
        <CopyText text={pageAddress(subject)} what="Copy the link" />
      </Fold>
      {children}
      <Fold title="Pictures and data">
        <ShareFiles subject={subject} />
      </Fold>
    </>
  );
}
