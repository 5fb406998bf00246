"use client";

import { createContext, type ReactNode, useContext, useState } from "react";
import { useReaderZone } from "#components/time/reader-zone.ts";
import type { Language } from "#lib/publish/language.ts";

interface PrintChoice {
  readonly language: Language;
  readonly timeZone: string;
  readonly setLanguage: (language: Language) => void;
  readonly setTimeZone: (timeZone: string) => void;
}

const nothing = () => undefined;
const Choice = createContext<PrintChoice>({
  language: "en",
  timeZone: "UTC",
  setLanguage: nothing,
  setTimeZone: nothing,
});

interface PrintProviderProps {
  /** Of the address: `?lang=`. */
  readonly language: Language;
  /** Of the address: `?tz=`; null for the reader's own. */
  readonly timeZone: string | null;
  readonly children: ReactNode;
}

/** The language and time zone in which the record's figures, paragraph and citation are written: one choice for all of them. */
export function PrintProvider({ language: asked, timeZone: askedZone, children }: PrintProviderProps) {
  const own = useReaderZone();
  const [language, setLanguage] = useState(asked);
  const [chosen, setTimeZone] = useState(askedZone);
  return <Choice value={{ language, timeZone: chosen ?? own, setLanguage, setTimeZone }}>{children}</Choice>;
}

export function usePrint(): PrintChoice {
  return useContext(Choice);
}
