/** The search takes no more letters. */
const MOST_LETTERS = 80;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The last part of an address as the words that were meant: "/status/caf%C3%A9-nero" is "café nero". Cut between letters: half of one cannot be asked for. */
export function addressWords(path: string): string {
  const words = decoded(path.split("/").at(-1) ?? "").replaceAll("-", " ");
  return [...words].slice(0, MOST_LETTERS).join("");
}
