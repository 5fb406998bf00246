const CELL = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;

/** Reads a file as RFC 4180 defines it. Throws on anything else. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let end = 0;
  for (const match of text.matchAll(CELL)) {
    const [token, quoted, plain = "", separator] = match;
    end = match.index + token.length;
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (separator === ",") continue;
    rows.push(row);
    row = [];
  }
  if (end !== text.length) throw new Error(`no CSV at ${end}`);
  return rows;
}
