"use client";

import { EmbedCode } from "#components/figures/embed-code.tsx";
import { usePrint } from "#components/print/print-choice.tsx";
import { viewOf } from "#lib/publish/embed-address.ts";

interface RecordEmbedProps {
  readonly publicUrl: string;
  /** As in `/embed/incidents/2024-11-09-chatgpt`. */
  readonly path: string;
  /** The minute of a frozen record; null: stays live. */
  readonly asOf: string | null;
  readonly title: string;
}

/** The embed of a record in the language and time zone that are chosen beside it. */
export function RecordEmbed({ publicUrl, path, asOf, title }: RecordEmbedProps) {
  const { language, timeZone } = usePrint();
  return <EmbedCode publicUrl={publicUrl} address={`${path}${viewOf({ asOf, language, timeZone })}`} title={title} />;
}
