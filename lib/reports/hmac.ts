import { createHmac, hash } from "node:crypto";

const BLOCK_BYTES = 64;
const DIGEST_BYTES = 32;
/** Messages up to this length are hashed where they lie; longer ones, such as a User-Agent of kilobytes, take Node's way. */
const SHORT_BYTES = 1_024;

/** A secret made ready for many messages. */
export interface HmacKey {
  readonly secret: Uint8Array;
  /** The padded secret, and room for a message behind it. */
  readonly inner: Buffer;
  /** The padded secret, and room for the digest of `inner` behind it. */
  readonly outer: Buffer;
}

/** Throws RangeError for a secret that is longer than SHA-256's block: RFC 2104 would hash it first, and ours have 32 bytes. */
export function hmacKey(secret: Uint8Array): HmacKey {
  if (secret.length > BLOCK_BYTES) throw new RangeError("the secret is longer than a block");
  const [inner, outer] = [Buffer.alloc(BLOCK_BYTES + SHORT_BYTES), Buffer.alloc(BLOCK_BYTES + DIGEST_BYTES)];
  for (let i = 0; i < BLOCK_BYTES; i += 1) {
    inner[i] = (secret[i] ?? 0) ^ 0x36;
    outer[i] = (secret[i] ?? 0) ^ 0x5c;
  }
  return { secret, inner, outer };
}

/**
 * HMAC-SHA-256 of a text (RFC 2104), hex. Made of two plain hashes, because Node makes an object with a native half for each
 * HMAC: 1.0 instead of 2.1 microseconds, four times a report.
 */
export function hmacHex({ secret, inner, outer }: HmacKey, message: string): string {
  // UTF-16 to UTF-8: three bytes at most for each unit.
  if (message.length * 3 > SHORT_BYTES) return createHmac("sha256", secret).update(message).digest("hex");
  const length = inner.write(message, BLOCK_BYTES);
  outer.write(hash("sha256", inner.subarray(0, BLOCK_BYTES + length), "binary"), BLOCK_BYTES, "latin1");
  return hash("sha256", outer, "hex");
}
