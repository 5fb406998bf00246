/** Cities that have another name by now: engines go on giving the one that their zone was registered by, "Europe/Kiev". */
const RENAMED: Readonly<Record<string, string>> = {
  Asmera: "Asmara",
  Calcutta: "Kolkata",
  Faeroe: "Faroe",
  Godthab: "Nuuk",
  Katmandu: "Kathmandu",
  Kiev: "Kyiv",
  Ponape: "Pohnpei",
  Rangoon: "Yangon",
  Saigon: "Ho_Chi_Minh",
  Truk: "Chuuk",
};

/** An IANA zone with today's name of its city: "Europe/Kyiv". Browsers take both names. */
export function todaysZone(timeZone: string): string {
  const parts = timeZone.split("/");
  const city = parts.at(-1) ?? timeZone;
  return [...parts.slice(0, -1), RENAMED[city] ?? city].join("/");
}

/** The city that a zone is named after: "New York", "Kyiv". */
export function cityOf(timeZone: string): string {
  return (todaysZone(timeZone).split("/").at(-1) ?? timeZone).replaceAll("_", " ");
}
