const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * What XML 1.0 (section 2.2) does not allow, plus the marks that change the direction of what follows
 * (U+061C, 200E, 200F, 202A-202E, 2066-2069): a name must not turn the sentence around it.
 */
const FORBIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to remove.
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g;

/** A text without control and direction characters and lone surrogates. */
export function plainText(text: string): string {
  return text.toWellFormed().replace(FORBIDDEN, "");
}

/** A text made safe as content or quoted attribute of HTML, SVG and XML. */
export function escapeMarkup(text: string): string {
  return plainText(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
