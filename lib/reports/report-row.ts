import { z } from "zod";
import type { ReportKind } from "#lib/reports/report-input.ts";
import type { SetAsideReason } from "#lib/reports/screen.ts";

/** One report on its way into the database. Digests are hex. */
export interface ReportRow {
  readonly id: string;
  readonly serviceId: number;
  readonly minute: number;
  readonly kind: ReportKind;
  readonly problem: string | null;
  readonly beganMinutesAgo: number | null;
  readonly country: string | null;
  readonly region: string | null;
  readonly note: string | null;
  readonly reporter: string;
  /** In the first hour of a UTC day: the digests under yesterday's salt, so that midnight breaks no rule of an hour. */
  readonly previous: { readonly reporter: string; readonly address: string; readonly network: string } | null;
  readonly address: string;
  readonly network: string;
  readonly asn: string;
  /** Set by screening; null: a candidate. */
  readonly setAside: SetAsideReason | null;
  readonly key: string | null;
  /** SHA-256 of the meaning of the body, hex. */
  readonly bodyHash: string;
}

export const dispositions = ["counted", "repeat", "set-aside"] as const;
export type Disposition = (typeof dispositions)[number];

export const storedRow = z.object({
  id: z.string(),
  minute: z.number(),
  disposition: z.enum(dispositions),
  reports15: z.number(),
});
/** What became of one report. `reports15`: counted problem reports of the service in the 15 minutes up to and with its own. */
export type StoredReport = z.infer<typeof storedRow>;
