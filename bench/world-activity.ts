import { localHour } from "#bench/local-clock.ts";
import type { PlannedService } from "#bench/world-services.ts";
import { addMinutes, type Minute } from "#lib/buckets/minute.ts";

/** One zone for each place: where most of its people live. */
const ZONES: Readonly<Record<string, string>> = {
  "US-E": "America/New_York",
  "US-W": "America/Los_Angeles",
  AU: "Australia/Sydney",
  BR: "America/Sao_Paulo",
  CA: "America/Toronto",
  DE: "Europe/Berlin",
  ES: "Europe/Madrid",
  FR: "Europe/Paris",
  GB: "Europe/London",
  IN: "Asia/Kolkata",
  JP: "Asia/Tokyo",
  KR: "Asia/Seoul",
  NL: "Europe/Amsterdam",
  SE: "Europe/Stockholm",
};

const WEEK = 7 * 1440;
const SLOT = 10;
const SLOTS = WEEK / SLOT;

/** Minutes that a place's clocks are ahead of UTC. */
export function utcOffset(place: string, minute: Minute): number {
  const local = localHour(ZONES[place] ?? "UTC", minute) * 60;
  const ahead = local - localHour("UTC", minute) * 60;
  return Math.round(((((ahead + WEEK / 2) % WEEK) + WEEK) % WEEK) - WEEK / 2);
}

/** Minute of the local week (0 = Sunday midnight) at each minute of a span; a holiday is lived as a Sunday. */
export function localWeek(place: string, from: Minute, to: Minute, holidays: readonly string[]): Uint16Array {
  return Uint16Array.from({ length: to - from }, (_, i) => {
    const minute = addMinutes(from, i);
    const local = Math.round(localHour(ZONES[place] ?? "UTC", minute) * 60) % WEEK;
    if (holidays.length === 0) return local;
    const date = new Date((minute + utcOffset(place, minute)) * 60_000).toISOString().slice(5, 10);
    return holidays.includes(date) ? local % 1440 : local;
  });
}

/** A hump of the day around `hour`, 1 at its height; narrower with `sharpness`. */
const hump = (at: number, hour: number, sharpness: number) =>
  Math.exp(sharpness * (Math.cos(((at - hour) / 24) * 2 * Math.PI) - 1));

const DAYS: Readonly<Record<string, { readonly day: (hour: number) => number; readonly weekend: number }>> = {
  business: { day: (hour) => 0.06 + hump(hour, 10.5, 4) + 0.8 * hump(hour, 15, 4), weekend: 0.35 },
  evening: { day: (hour) => 0.1 + 0.4 * hump(hour, 14, 2) + hump(hour, 20.5, 4), weekend: 1.3 },
  flat: { day: (hour) => 0.6 + 0.4 * hump(hour, 15, 1), weekend: 0.95 },
  night: { day: (hour) => 0.15 + hump(hour, 0, 3), weekend: 1.15 },
};

const weeks = new Map<string, Float64Array>();

/** How busy each ten minutes of a local week are, 1 on average. */
function weekOf(profile: string): Float64Array {
  const kept = weeks.get(profile);
  if (kept !== undefined) return kept;
  const { day, weekend } = DAYS[profile] ?? { day: () => 1, weekend: 1 };
  const raw = Float64Array.from({ length: SLOTS }, (_, slot) => {
    const weekday = Math.floor((slot * SLOT) / 1440);
    return day(((slot * SLOT) % 1440) / 60) * (weekday === 0 || weekday === 6 ? weekend : 1);
  });
  const mean = raw.reduce((sum, value) => sum + value, 0) / SLOTS;
  const week = raw.map((value) => value / mean);
  weeks.set(profile, week);
  return week;
}

/** How busy people are who use a service of this profile, at a minute of their week; 1 on average. */
export function busyness(profile: string, minuteOfWeek: number): number {
  return weekOf(profile)[Math.floor(minuteOfWeek / SLOT)] ?? 1;
}

/** A launched service's first day draws this share of what it draws after some days. */
const LAUNCH_SHARE = 0.3;
const LAUNCH_DAYS = 3;

/** What a service's level is at a minute, 1 being that of its size: it grows, jumps, or was just launched; 0 before that. */
export function levelAt(service: PlannedService, from: Minute, minute: Minute): number {
  if (minute < service.firstSeen) return 0;
  const age = (minute - service.firstSeen) / 1440;
  const launched = service.firstSeen > from ? 1 - (1 - LAUNCH_SHARE) * Math.exp(-age / LAUNCH_DAYS) : 1;
  const grown = Math.exp((service.growthPerWeek * (minute - from)) / WEEK);
  return launched * grown * (service.shift !== null && minute >= service.shift.at ? service.shift.factor : 1);
}
