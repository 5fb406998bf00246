import { z } from "zod";
import { asMinute, type Minute } from "#lib/buckets/minute.ts";

/** Where a list of incidents goes on: after this one. */
export interface IncidentCursor {
  readonly opened: Minute;
  readonly id: string;
}

const MAX_CURSOR = 256;
const incidentCursor = z.tuple([
  z.int().min(0).max(2_147_483_647).transform(asMinute),
  z.string().regex(/^[a-z0-9-]{1,120}$/),
]);

/** Cursors are opaque to their users, so that what they hold may change. */
function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

/** Null for what `encode` does not make: base64 and JSON know many ways to write one value, and of one place there is one address. */
function decode(text: string): unknown {
  if (text.length > MAX_CURSOR) return null;
  try {
    const value: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    return encode(value) === text ? value : null;
  } catch {
    return null;
  }
}

export function encodeIncidentCursor(cursor: IncidentCursor): string {
  return encode([cursor.opened, cursor.id]);
}

/** Null for everything that `encodeIncidentCursor` does not make. */
export function decodeIncidentCursor(text: string): IncidentCursor | null {
  const parsed = incidentCursor.safeParse(decode(text));
  return parsed.success ? { opened: parsed.data[0], id: parsed.data[1] } : null;
}

const serviceCursor = z.tuple([z.string().regex(/^[a-z0-9-]{1,64}$/)]);

export function encodeServiceCursor(slug: string): string {
  return encode([slug]);
}

/** The slug after which a list of services goes on; null for everything that `encodeServiceCursor` does not make. */
export function decodeServiceCursor(text: string): string | null {
  const parsed = serviceCursor.safeParse(decode(text));
  return parsed.success ? parsed.data[0] : null;
}
