/**
 * Where a spreadsheet would take a text for a formula (OWASP, CSV injection): at its beginning, and after what a spreadsheet
 * of another country divides cells by, semicolons in German Excel, to which our quotes are letters.
 */
const FORMULA = /(?<=^|[;\t\r\n])(?=[ \u00a0]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r])/g;
const NEEDS_QUOTES = /[",\r\n]/;

/** A cell of a CSV file (RFC 4180). Numbers are written with all their digits; what begins like a formula gets an apostrophe before it. */
export function csvCell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = value.replaceAll(FORMULA, "'");
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows as a CSV file: CRLF after each, the last one too. */
export function csvFile(rows: Iterable<readonly (string | number | null)[]>): string {
  let file = "";
  for (const row of rows) file += `${row.map(csvCell).join(",")}\r\n`;
  return file;
}
