import { limits } from "#lib/reports/limits.ts";

/** A request to store a report that came in one piece. Header names are in lower case, as Node has them. */
export interface WholeRequest {
  readonly method: "POST";
  readonly headers: Readonly<Partial<Record<string, string>>>;
  readonly body: Uint8Array;
}

const POST = "P".charCodeAt(0);
const REQUEST_LINE = "POST /api/v1/reports HTTP/1.1\r\n";
const MAX_HEAD = 8_192;

/** Field lines of RFC 9112, section 5, to the end of the head, less what it tolerates only: each on one line, without control characters. Latin-1 as Node reads it. */
const FIELD_LINES = /(?:[!#$%&'*+.^_`|~\w-]+:[\t -~\x80-\xff]*\r\n){1,100}\r\n/y;

/** What a report is made from, and what decides whether it is taken. What is not here says nothing about either. */
export const READ_FIELDS: ReadonlySet<string> = new Set([
  "accept",
  "accept-language",
  "content-encoding",
  "content-length",
  "content-type",
  "host",
  "idempotency-key",
  "origin",
  "referer",
  "sec-fetch-site",
  "user-agent",
  "x-country",
  "x-forwarded-for",
]);

/** What changes how a request, or the one after it, is to be read. */
const UNPLAIN = new Set(["expect", "proxy-connection", "trailer", "transfer-encoding", "upgrade"]);

const LENGTH = /^[1-9]\d{0,3}$/;

const isBlank = (code: number) => code === 0x20 || code === 0x09;

/** A part of a text without the spaces and tabs around it: trim() would take off a no-break space, too, which is of the value. */
function within(text: string, start: number, end: number): string {
  let [from, to] = [start, end];
  while (from < to && isBlank(text.charCodeAt(from))) from += 1;
  while (from < to && isBlank(text.charCodeAt(to - 1))) to -= 1;
  return text.slice(from, to);
}

/** Whether a request for a report begins here, plain or not. */
export function isReport(chunk: Buffer): boolean {
  return chunk.toString("latin1", 0, REQUEST_LINE.length) === REQUEST_LINE;
}

/**
 * Reads a request whose bytes are all there and mean the same to every reader: this one line, each field once, a length that is what
 * came. Null for everything else, well formed or not: Node's parser reads that.
 */
export function readWholeRequest(chunk: Buffer): WholeRequest | null {
  if (chunk[0] !== POST) return null;
  const text = chunk.toString("latin1", 0, MAX_HEAD);
  if (!text.startsWith(REQUEST_LINE)) return null;
  FIELD_LINES.lastIndex = REQUEST_LINE.length;
  if (!FIELD_LINES.test(text)) return null;
  const end = FIELD_LINES.lastIndex;
  const headers: Partial<Record<string, string>> = {};
  for (let at = REQUEST_LINE.length; at < end - 2; ) {
    const colon = text.indexOf(":", at);
    const next = text.indexOf("\r\n", colon) + 2;
    const name = text.slice(at, colon).toLowerCase();
    const value = within(text, colon + 1, next - 2);
    if (UNPLAIN.has(name) || (name === "connection" && value.toLowerCase() !== "keep-alive")) return null;
    if (READ_FIELDS.has(name)) {
      if (headers[name] !== undefined) return null;
      headers[name] = value;
    }
    at = next;
  }
  const { host, "content-length": length = "" } = headers;
  const body = chunk.subarray(end);
  if (host === undefined || !LENGTH.test(length) || Number(length) !== body.length) return null;
  return body.length > limits.bodyBytes ? null : { method: "POST", headers, body };
}
