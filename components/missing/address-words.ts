/** The search takes no more letters. */
const MOST_LETTERS = 80;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The part of an address that names a service as the words that were meant: "caf%C3%A9-nero" is "café nero". Cut between letters: half of one is no text. */
export function addressWords(named: string): string {
  return [...decoded(named).replaceAll("-", " ")].slice(0, MOST_LETTERS).join("");
}
