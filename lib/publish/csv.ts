/** What a spreadsheet would take for a formula (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;
const NEEDS_QUOTES = /[",\r\n]/;

/** A cell of a CSV file (RFC 4180). Numbers are written with all their digits; a text that begins like a formula gets a leading apostrophe. */
export function csvCell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows as a CSV file: CRLF after each, the last one too. */
export function csvFile(rows: Iterable<readonly (string | number | null)[]>): string {
  let file = "";
  for (const row of rows) file += `${row.map(csvCell).join(",")}\r\n`;
  return file;
}
