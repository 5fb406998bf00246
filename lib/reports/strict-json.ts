/** A body either is one JSON value that means the same to every reader, or it is malformed. */
export type StrictJson = { readonly ok: true; readonly value: unknown } | { readonly ok: false };

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const MALFORMED: StrictJson = { ok: false };

/** A JSON string token, and the colon that makes it a key. In valid JSON every match is a whole token, for the scan consumes strings from quote to quote. */
const STRING_TOKEN = /"(?:[^"\\]|\\.)*"(\s*:)?/g;

function countKeysWritten(text: string): number {
  let keys = 0;
  STRING_TOKEN.lastIndex = 0;
  for (let match = STRING_TOKEN.exec(text); match !== null; match = STRING_TOKEN.exec(text))
    if (match[1] !== undefined) keys += 1;
  return keys;
}

function countKeysRead(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce<number>((sum, inner) => sum + countKeysRead(inner), own);
}

function isWellFormed(value: unknown): boolean {
  if (typeof value === "string") return value.isWellFormed();
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([key, inner]) => key.isWellFormed() && isWellFormed(inner));
}

/**
 * Parses a body of bytes as JSON, and refuses what parsers disagree about: invalid UTF-8, a byte order
 * mark, duplicate keys (RFC 8259 section 4 leaves their meaning open) and lone surrogates.
 */
export function parseStrictJson(bytes: Uint8Array): StrictJson {
  try {
    const text = decoder.decode(bytes);
    const value: unknown = JSON.parse(text);
    // Valid UTF-8 holds no lone surrogate: only an escape can make one.
    const wellFormed = !text.includes("\\u") || isWellFormed(value);
    // What programs write as the engine would has each key once, and needs no counting.
    const isUnique = JSON.stringify(value) === text || countKeysWritten(text) === countKeysRead(value);
    return isUnique && wellFormed ? { ok: true, value } : MALFORMED;
  } catch {
    return MALFORMED;
  }
}
