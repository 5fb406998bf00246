import fc from "fast-check";

/** Any code point: of a language of Europe, of the first plane with its surrogates, or any. */
const codePoint = fc.oneof(
  ...[0xff, 0xffff, 0x10ffff].map((max) => fc.integer({ min: 0, max }).map((code) => String.fromCodePoint(code))),
);

/** Any text, with lone surrogates and control characters. fast-check's own unit for it takes seconds of each process to make. */
export function anyText(bounds: { readonly minLength?: number; readonly maxLength?: number } = {}) {
  return fc.string({ unit: codePoint, ...bounds });
}
