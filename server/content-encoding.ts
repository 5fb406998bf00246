import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

export type Encoding = "br" | "gzip" | "identity";

const COMPRESSIBLE = /^(text\/|application\/(javascript|([a-z]+\+)?(json|xml))|image\/svg)/;
const SMALLEST_COMPRESSED = 512;

/** Is a body of this type and length (bytes) worth compressing? */
export function isCompressible(contentType: string | undefined, length: number): boolean {
  return length >= SMALLEST_COMPRESSED && COMPRESSIBLE.test(contentType ?? "");
}

/** Compresses a body, off this thread. */
export function compress(body: Buffer, encoding: Exclude<Encoding, "identity">): Promise<Buffer> {
  if (encoding === "gzip") return promisify(gzip)(body, { level: 6 });
  return promisify(brotliCompress)(body, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
  });
}

/** Browsers send a handful of different headers: each is read once. */
const chosen = new Map<string, Encoding>();
const MAX_CHOSEN = 200;

/** The best encoding that the client takes. */
export function chooseEncoding(acceptEncoding: string | undefined): Encoding {
  if (acceptEncoding === undefined) return "identity";
  const known = chosen.get(acceptEncoding);
  if (known !== undefined) return known;
  if (chosen.size >= MAX_CHOSEN) chosen.clear();
  const encoding = readEncoding(acceptEncoding);
  chosen.set(acceptEncoding, encoding);
  return encoding;
}

function readEncoding(acceptEncoding: string): Encoding {
  const offered = new Set(
    acceptEncoding
      .split(",")
      .flatMap((part) => (/;\s*q=0(\.0*)?$/.test(part) ? [] : [(part.split(";")[0] ?? "").trim().toLowerCase()])),
  );
  if (offered.has("br")) return "br";
  return offered.has("gzip") ? "gzip" : "identity";
}
