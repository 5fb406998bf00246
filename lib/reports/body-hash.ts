import { hash } from "node:crypto";
import { type ReportInput, reportInput } from "#lib/reports/report-input.ts";

const NAMES = reportInput.keyof().options.toSorted();

/** SHA-256 (hex) of what a report means: the same for any order of keys and any white space. */
export function bodyHash(input: ReportInput): string {
  const fields: [string, string | number][] = [];
  for (const name of NAMES) {
    const value = input[name];
    if (value !== undefined) fields.push([name, value]);
  }
  return hash("sha256", JSON.stringify(fields), "hex");
}
