import type { Language } from "#lib/publish/language.ts";
import type { LanguageWords } from "#lib/publish/language-words.ts";
import { german } from "#lib/publish/languages/de.ts";
import { english } from "#lib/publish/languages/en.ts";
import { spanish } from "#lib/publish/languages/es.ts";
import { french } from "#lib/publish/languages/fr.ts";
import { japanese } from "#lib/publish/languages/ja.ts";
import { portuguese } from "#lib/publish/languages/pt.ts";

const WORDS: Readonly<Record<Language, LanguageWords>> = {
  en: english,
  de: german,
  es: spanish,
  fr: french,
  pt: portuguese,
  ja: japanese,
};

export function wordsOf(language: Language): LanguageWords {
  return WORDS[language];
}
