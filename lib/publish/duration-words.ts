const UNITS = [
  { minutes: 1440, one: "day", many: "days" },
  { minutes: 60, one: "hour", many: "hours" },
  { minutes: 1, one: "minute", many: "minutes" },
] as const;

/**
 * A length of time in its two largest units: "8 minutes", "1 hour 5 minutes", "3 days 2 hours". What is smaller is cut off,
 * not rounded. A negative length is zero.
 */
export function durationWords(minutes: number): string {
  let rest = Math.max(0, Math.floor(minutes));
  const first = UNITS.findIndex((unit) => rest >= unit.minutes);
  if (first === -1) return "0 minutes";
  const words: string[] = [];
  for (const unit of UNITS.slice(first, first + 2)) {
    const count = Math.floor(rest / unit.minutes);
    rest -= count * unit.minutes;
    if (count > 0) words.push(`${count} ${count === 1 ? unit.one : unit.many}`);
  }
  return words.join(" ");
}

/** The length of a chart as it follows "last": "hour", "6 hours", "24 hours", "7 days". */
export function rangeWords(minutes: number): string {
  if (minutes === 60) return "hour";
  return minutes === 1440 ? "24 hours" : durationWords(minutes);
}
