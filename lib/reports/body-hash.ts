import { hash } from "node:crypto";
import type { ReportInput } from "#lib/reports/report-input.ts";

/** SHA-256 (hex) of what a report means: the same for any order of keys and any white space. */
export function bodyHash(input: ReportInput): string {
  const fields = Object.entries(input)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return hash("sha256", JSON.stringify(fields), "hex");
}
