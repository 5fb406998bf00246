"use client";

import { type MouseEvent, type ReactNode, useId, useRef, useState } from "react";
import { CopyText } from "#components/figures/copy-text.tsx";
import { Fold } from "#components/frame/fold.tsx";
import { PrintControls } from "#components/print/print-controls.tsx";
import { EmbedBuilder } from "#components/share/embed-builder.tsx";
import { ShareFiles } from "#components/share/share-files.tsx";
import { pageAddress, type ShareSubject } from "#components/share/share-subject.ts";

interface ShareDialogProps {
  readonly subject: ShareSubject;
  /** Where the same is on the page, as plain links: the button leads there without script. */
  readonly fallback: string;
  /** Paragraph and citation of the subject. */
  readonly children: ReactNode;
}

/** Everything that an editor takes away, in a native dialog: embed with preview, link, pictures, data, paragraph, citation. */
export function ShareDialog({ subject, fallback, children }: ShareDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const [isOpened, setOpened] = useState(false);
  const open = (event: MouseEvent) => {
    if (dialog.current === null || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    setOpened(true);
    dialog.current.showModal();
  };
  return (
    <>
      <a
        href={fallback}
        onClick={open}
        className="inline-flex min-h-11 items-center border border-rule-strong bg-field px-4 font-medium no-underline hover:border-ink"
      >
        Share and embed
      </a>
      <dialog
        ref={dialog}
        aria-labelledby={heading}
        className="m-auto max-h-[92dvh] w-[min(46rem,calc(100vw-1.5rem))] max-w-none overscroll-contain border-2 border-ink bg-paper p-4 text-ink backdrop:bg-[rgb(0_0_0/0.6)] sm:p-6"
      >
        <header className="mb-4 flex items-start justify-between gap-4">
          <h2 id={heading} className="text-lead">
            Share and embed: {subject.name}
          </h2>
          <form method="dialog">
            <button
              type="submit"
              className="min-h-11 border border-rule-strong bg-field px-3 font-medium hover:border-ink"
            >
              Close
            </button>
          </form>
        </header>
        {isOpened ? (
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
        ) : null}
      </dialog>
    </>
  );
}
