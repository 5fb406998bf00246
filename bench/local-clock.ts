import type { Minute } from "#lib/buckets/minute.ts";

const zoneClocks = new Map<string, Intl.DateTimeFormat>();
const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** Local hour of the week (0 = Sunday midnight) at which an hour since the epoch begins. */
function readLocalHour(zone: string, epochHour: number): number {
  let clock = zoneClocks.get(zone);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat("en", {
      timeZone: zone,
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
    zoneClocks.set(zone, clock);
  }
  const parts = clock.formatToParts(epochHour * 3_600_000);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? "0";
  return WEEKDAYS.indexOf(part("weekday")) * 24 + Number(part("hour")) + Number(part("minute")) / 60;
}

const localHours = new Map<string, number>();

/**
 * Hour of the week (0 = Sunday midnight, up to 168) on the clocks of a time zone, with its daylight saving. Kept by hour,
 * because Intl takes microseconds and a history has millions of minutes.
 */
export function localHour(zone: string, minute: Minute): number {
  const epochHour = Math.floor(minute / 60);
  const key = `${zone}${epochHour}`;
  let hour = localHours.get(key);
  if (hour === undefined) {
    hour = readLocalHour(zone, epochHour);
    localHours.set(key, hour);
  }
  return hour + (minute % 60) / 60;
}
