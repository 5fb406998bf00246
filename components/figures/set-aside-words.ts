const WORDS: Readonly<Record<string, string>> = {
  honeypot: "filled in a field that people do not see",
  "too-fast": "sent faster than a person can press",
  "address-cap": "too many reporters of one address",
  "network-cap": "too many reporters of one network",
};

/** Why a report was set aside, in words; a reason of an older version is shown by its key. */
export function setAsideWords(reason: string): string {
  return WORDS[reason] ?? reason;
}
