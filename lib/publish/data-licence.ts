import type { Mode } from "#lib/live/snapshot.ts";
import { modeNotice } from "#lib/publish/state-words.ts";

export const DATA_LICENCE = { name: "CC BY 4.0", url: "https://creativecommons.org/licenses/by/4.0/" } as const;

/** What goes with every file of data: whose it is, how to name it, and what it is not. */
export interface DataNotice {
  readonly source: string;
  readonly address: string;
  readonly licence: typeof DATA_LICENCE;
  readonly definition: string;
  /** Null when the data is live. */
  readonly notice: string | null;
}

export function dataNotice(source: string, address: string, mode: Mode): DataNotice {
  const definition =
    "Reports are statements that people submit about a service. They are not a count of users affected.";
  return { source, address, licence: DATA_LICENCE, definition, notice: modeNotice(mode)?.long ?? null };
}
