/** Every problem that a reporter can choose anywhere, in the reporter's words. The keys are public: API, exports and buckets carry them. */
const LABELS = {
  answers: "Answers",
  api: "API",
  app: "App",
  blackout: "Nothing works",
  calls: "Calls",
  cards: "Card payments",
  checkout: "Checkout",
  console: "Console",
  "device-offline": "Device offline",
  downloads: "Downloads",
  feed: "Feed",
  forms: "Forms and applications",
  gameplay: "Gameplay",
  internet: "Internet",
  landline: "Landline",
  lessons: "Lessons",
  login: "Log in",
  meetings: "Meetings",
  "mobile-internet": "Mobile internet",
  "mobile-phone": "Mobile phone",
  navigation: "Map and navigation",
  "no-signal": "No signal",
  orders: "Orders and bookings",
  payments: "Payments",
  playback: "Playback",
  purchases: "Purchases",
  receiving: "Receiving messages",
  search: "Search",
  sending: "Sending messages",
  "server-connection": "Server connection",
  slow: "Slow connection",
  sync: "Sync",
  "text-messages": "Text messages",
  tickets: "Tickets",
  timetable: "Timetable",
  tracking: "Tracking",
  trading: "Trading",
  transfers: "Transfers",
  tv: "TV",
  website: "Website",
  other: "Something else",
} as const;

export type ProblemKey = keyof typeof LABELS;

export const PROBLEM_KEYS = Object.keys(LABELS) as ProblemKey[];

export function isProblemKey(key: string): key is ProblemKey {
  return Object.hasOwn(LABELS, key);
}

/** The problem as the reporter reads it: "Log in". A key of an older version, which no list holds any more, is shown as it is. */
export function problemLabel(key: string): string {
  return isProblemKey(key) ? LABELS[key] : key;
}

/** The choices as a reporter sees them: the given ones, then "Something else", so that nobody has to choose wrongly. */
export function withOther(choices: readonly ProblemKey[]): ProblemKey[] {
  return [...choices, "other"];
}
