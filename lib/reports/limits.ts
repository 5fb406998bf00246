/** The numbers of ingest, in one place: the method page and the API's reference print them. */
export const limits = {
  /** Bytes of a report's body. The longest honest one is about 1.5 KB. */
  bodyBytes: 4_096,
  /** A body must have arrived within this time. */
  bodyMs: 5_000,
  /** Same reporter, same service: counted once in this many minutes. */
  repeatMinutes: 60,
  /** What was counted so far ahead of a report is believed: fronts' clocks differ by less. Further ahead, a clock was wrong. */
  aheadMinutes: 2,
  /** Reporters of one address that count per service within `repeatMinutes`: a household or an office desk. */
  reportersPerAddress: 5,
  /** Reporters of one address block (IPv4 /24, IPv6 /48) that count per service within `repeatMinutes`. */
  reportersPerNetwork: 50,
  /** Requests of one address: this many at once, then one per `intervalMs`. */
  burst: 60,
  intervalMs: 1_000,
  /** Requests of one IPv6 /48: this many at once, then one per `blockIntervalMs`. */
  blockBurst: 600,
  blockIntervalMs: 50,
  /** Addresses that a limiter remembers: about 12 MB. */
  limiterEntries: 100_000,
  /** A form filled faster than this was not filled by a person. */
  fastestFormMs: 800,
  /** Reports waiting for a commit; more are refused at once. */
  queueLength: 20_000,
  /** When the oldest waits longer than this, new ones are refused. */
  queueMs: 500,
  /** Connections that one front stores reports on: one batch is under way at once, and another connection takes over from one that is being given up. */
  connections: 2,
  /** Reports of one statement. */
  batchSize: 500,
  /** How long the first report of a batch waits for company. */
  lingerMs: 2,
  /** A report whose statement has not answered by then gets a 503; the key makes its retry safe. */
  answerMs: 2_400,
  /** Hours for which an Idempotency-Key is known. */
  keyHours: 48,
} as const;
