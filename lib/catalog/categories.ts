import { type ProblemKey, withOther } from "#lib/catalog/problems.ts";

function category(name: string, ...choices: readonly ProblemKey[]) {
  return { name, problems: withOther(choices) as readonly ProblemKey[] };
}

/** The closed list of categories. Problems stand by how often they are chosen: the first one is the most likely. */
const CATEGORIES = {
  carriers: category("Mobile carriers", "mobile-phone", "no-signal", "mobile-internet", "text-messages", "internet"),
  internet: category("Internet providers", "internet", "blackout", "slow", "tv", "landline"),
  social: category("Social networks", "app", "feed", "login", "website", "server-connection"),
  messaging: category("Messaging", "sending", "app", "server-connection", "login", "website"),
  ai: category("AI", "website", "app", "answers", "login", "server-connection"),
  streaming: category("Video streaming and TV", "playback", "app", "login", "website", "server-connection"),
  music: category("Music and podcasts", "playback", "app", "login", "website", "server-connection"),
  games: category("Games", "server-connection", "login", "gameplay", "app", "website"),
  "game-platforms": category(
    "Game stores and platforms",
    "server-connection",
    "login",
    "website",
    "downloads",
    "purchases",
  ),
  banks: category("Banks", "app", "login", "payments", "cards", "website"),
  payments: category("Payments", "payments", "app", "login", "website", "server-connection"),
  trading: category("Trading and crypto", "login", "app", "trading", "website", "transfers"),
  cloud: category("Cloud, hosting and CDN", "server-connection", "website", "console", "login", "api"),
  developer: category("Developer tools", "website", "api", "login", "server-connection", "downloads"),
  "mail-office": category("Mail, office and accounts", "login", "server-connection", "website", "app", "sync"),
  web: category("Search, maps and reference", "website", "search", "app", "login", "server-connection"),
  shopping: category("Shopping and tickets", "website", "app", "checkout", "login", "server-connection"),
  "delivery-travel": category("Delivery and travel", "app", "website", "orders", "login", "payments"),
  transport: category("Transport", "app", "website", "tickets", "timetable", "login"),
  government: category("Government", "website", "login", "forms", "app", "payments"),
  education: category("Education", "website", "login", "app", "lessons", "server-connection"),
  news: category("News", "website", "app", "login", "playback"),
  "smart-home": category("Smart home", "app", "device-offline", "server-connection", "login", "website"),
  health: category("Health and fitness", "app", "sync", "login", "website", "device-offline"),
} as const;

export type CategoryKey = keyof typeof CATEGORIES;

export interface Category {
  readonly key: CategoryKey;
  readonly name: string;
  /** What a reporter may choose, likeliest first, "other" last; a service of the category may have its own list. */
  readonly problems: readonly ProblemKey[];
}

/** In the order in which pages show them. */
export const CATEGORY_KEYS = Object.keys(CATEGORIES) as CategoryKey[];

export function isCategoryKey(key: string): key is CategoryKey {
  return Object.hasOwn(CATEGORIES, key);
}

/** The category as pages name it. A key of an older version, which no list holds any more, is shown as it is. */
export function categoryName(key: string): string {
  return isCategoryKey(key) ? CATEGORIES[key].name : key;
}

export function findCategory(key: CategoryKey): Category {
  return { key, ...CATEGORIES[key] };
}
