import type { PastOutage } from "#bench/synthetic-history.ts";
import { addMinutes, floorToStep, type Minute } from "#lib/buckets/minute.ts";

/** The services that the demonstration reports on, with their ordinary reports per 15 minutes. */
export const DEMO_LEVELS: Readonly<Record<string, number>> = {
  amazon: 8,
  att: 14,
  aws: 4,
  azure: 2,
  "bank-of-america": 5,
  barclays: 4,
  binance: 3,
  canva: 3,
  "cash-app": 5,
  chase: 6,
  chatgpt: 20,
  claude: 4,
  cloudflare: 3,
  coinbase: 4,
  cricket: 3,
  discord: 12,
  "disney-plus": 6,
  doordash: 5,
  duolingo: 3,
  ebay: 3,
  "ee-uk": 5,
  "epic-games": 5,
  facebook: 14,
  fortnite: 10,
  gemini: 3,
  github: 3,
  gmail: 6,
  google: 7,
  "google-maps": 3,
  hulu: 4,
  instagram: 16,
  "league-of-legends": 8,
  lloyds: 4,
  "microsoft-365": 5,
  monzo: 2,
  netflix: 9,
  "o2-uk": 5,
  outlook: 6,
  paypal: 4,
  "playstation-network": 9,
  "prime-video": 5,
  reddit: 7,
  roblox: 14,
  signal: 2,
  slack: 3,
  snapchat: 9,
  spotify: 8,
  steam: 8,
  "t-mobile": 12,
  teams: 5,
  telegram: 4,
  "telekom-de": 5,
  "three-uk": 4,
  ticketmaster: 2,
  tiktok: 10,
  twitch: 5,
  uber: 3,
  verizon: 13,
  "virgin-media": 9,
  "vodafone-uk": 6,
  whatsapp: 10,
  x: 16,
  xfinity: 12,
  youtube: 10,
  zoom: 3,
};

interface PlannedOutage {
  readonly slug: string;
  readonly daysAgo: number;
  /** UTC hour of the day. */
  readonly hour: number;
  readonly minutes: number;
  readonly peak15: number;
  readonly countries?: readonly string[];
}

/**
 * What went wrong in the demonstration's last weeks: large and small, short and long, in one country and
 * everywhere. They come in groups, because the detector learns anew for each stretch of time that it judges.
 */
const PLANNED: readonly PlannedOutage[] = [
  { slug: "instagram", daysAgo: 31, hour: 17, minutes: 95, peak15: 4_200 },
  { slug: "facebook", daysAgo: 31, hour: 17, minutes: 90, peak15: 2_600 },
  { slug: "virgin-media", daysAgo: 24, hour: 19, minutes: 120, peak15: 1_900, countries: ["GB"] },
  { slug: "roblox", daysAgo: 24, hour: 20, minutes: 85, peak15: 2_900 },
  { slug: "spotify", daysAgo: 17, hour: 14, minutes: 45, peak15: 1_250 },
  { slug: "slack", daysAgo: 17, hour: 15, minutes: 60, peak15: 420 },
  { slug: "playstation-network", daysAgo: 10, hour: 21, minutes: 100, peak15: 2_300 },
  { slug: "monzo", daysAgo: 8, hour: 15, minutes: 55, peak15: 160 },
  { slug: "chase", daysAgo: 8, hour: 16, minutes: 60, peak15: 340 },
  { slug: "whatsapp", daysAgo: 5, hour: 13, minutes: 38, peak15: 3_100 },
  { slug: "outlook", daysAgo: 2, hour: 13, minutes: 65, peak15: 760 },
  { slug: "verizon", daysAgo: 2, hour: 14, minutes: 75, peak15: 980 },
  { slug: "discord", daysAgo: 1, hour: 13, minutes: 50, peak15: 1_450 },
];

const MINUTES_PER_DAY = 1_440;

/** The planned outages as they lie before `now`, at their hours of their days. */
export function demoOutages(now: Minute): PastOutage[] {
  const midnight = floorToStep(now, MINUTES_PER_DAY);
  return PLANNED.map(({ daysAgo, hour, ...rest }) => ({
    ...rest,
    start: addMinutes(midnight, (hour - daysAgo * 24) * 60 + 7),
  }));
}
