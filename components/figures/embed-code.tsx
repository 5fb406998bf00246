import { CopyText } from "#components/figures/copy-text.tsx";
import { Fold } from "#components/frame/fold.tsx";
import { embedSnippet } from "#lib/publish/embed-snippet.ts";

interface EmbedCodeProps {
  readonly publicUrl: string;
  /** As in `/embed/chatgpt`, with the query of what it shows. */
  readonly address: string;
  /** What the frame is, for screen readers. */
  readonly title: string;
}

/** What a newsroom pastes into an article, and a look at what its readers will see. */
export function EmbedCode({ publicUrl, address, title }: EmbedCodeProps) {
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
