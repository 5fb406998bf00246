import { isUtf8 } from "node:buffer";
import { bodyPointer, broken, type InputError, MAX_TOLD_ERRORS, toldKey } from "#lib/reports/input-error.ts";

export type FormFields =
  | { readonly ok: true; readonly fields: URLSearchParams }
  | { readonly ok: false; readonly errors: readonly InputError[] };

const fieldsOf = (body: Buffer) => new URLSearchParams(body.toString("utf8"));

/** Whether what a body stands for is UTF-8. A "%" without two digits stands for itself, as everywhere in forms. */
function isReadable(body: Buffer): boolean {
  const decoded = body
    .toString("latin1")
    .replaceAll(/%([\da-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  return isUtf8(Buffer.from(decoded, "latin1"));
}

/** The fields of a form's body. One that is not in UTF-8 is named, as JSON is refused for it: it would be stored with U+FFFD in place of what was said. */
export function readForm(bytes: Uint8Array): FormFields {
  const body = Buffer.from(bytes);
  if (isReadable(body)) return { ok: true, fields: fieldsOf(body) };
  const pairs = body.toString("latin1").split("&");
  const misread = pairs.map((pair) => Buffer.from(pair, "latin1")).filter((pair) => !isReadable(pair));
  const errors = misread.slice(0, MAX_TOLD_ERRORS).flatMap((pair) => {
    const names = [...fieldsOf(pair).keys()];
    return names.map((name) => broken(bodyPointer([toldKey(name)]), "not-utf-8"));
  });
  return { ok: false, errors };
}
