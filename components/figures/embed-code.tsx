"use client";

import { CopyText } from "#components/figures/copy-text.tsx";
import { Fold } from "#components/frame/fold.tsx";
import { usePrint } from "#components/print/print-choice.tsx";
import { type EmbedChoice, viewOf } from "#lib/publish/embed-address.ts";
import { embedSnippet } from "#lib/publish/embed-snippet.ts";

interface EmbedCodeProps {
  readonly publicUrl: string;
  /** As in `/embed/chatgpt`. */
  readonly path: string;
  /** What the page around it shows, and the embed with it. */
  readonly shown: Partial<Pick<EmbedChoice, "asOf" | "range">>;
  /** What the frame is, for screen readers. */
  readonly title: string;
}

/** What a newsroom pastes into an article, in the language and time zone that are chosen beside it, and a look at what its readers will see. */
export function EmbedCode({ publicUrl, path, shown, title }: EmbedCodeProps) {
  const { language, timeZone } = usePrint();
  const address = `${path}${viewOf({ ...shown, language, timeZone })}`;
  return (
    <Fold title="Embed this chart">
      <div className="grid gap-3 pb-4 font-mono text-small">
        <CopyText text={embedSnippet(publicUrl, address, title)} what="Copy the code" />
        <p className="font-sans">
          <a href={address}>See the embed</a>
        </p>
      </div>
    </Fold>
  );
}
