/** The languages in which figures, paragraph, citation and embeds can be had. */
export const LANGUAGES = ["en", "de", "es", "fr", "pt", "ja"] as const;

export type Language = (typeof LANGUAGES)[number];

export const DEFAULT_LANGUAGE: Language = "en";

/** The language that a tag names, by its first part: "pt-BR" is Portuguese. Null when we do not write it. */
export function parseLanguage(text: string): Language | null {
  const [first] = text.toLowerCase().split(/[-_]/, 1);
  return LANGUAGES.find((language) => language === first) ?? null;
}
