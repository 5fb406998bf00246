/** What can be down. A retired one keeps the keys of the version that last knew it, which no list may hold any more. */
export interface Service {
  /** Of this database: stable for its life, unknown outside of it. Everything public uses the slug. */
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  /** Other names that people search for, as the catalogue writes them, normalised. */
  readonly aliases: readonly string[];
  readonly category: string;
  /** What a reporter may choose, likeliest first, "other" last. */
  readonly problems: readonly string[];
  /** A carrier or internet provider: its outage can keep reporters from reaching us, and it expects reports from one network. */
  readonly network: boolean;
  /** Home country, ISO 3166-1 alpha-2. */
  readonly country: string | null;
  /** Slug of the service that this one belongs to. */
  readonly parent: string | null;
  /** Where the company itself says how it is. */
  readonly statusUrl: string | null;
  /** Epoch minute at which it left the catalogue. Its past stays readable, it takes no reports. */
  readonly retiredAt: number | null;
}
