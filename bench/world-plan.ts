import { seedOf } from "#bench/replay-plan.ts";
import { busyness, levelAt, localWeek } from "#bench/world-activity.ts";
import type { Mixture, Shares } from "#bench/world-mixture.ts";
import { type PlannedService, planServices, worldSpan } from "#bench/world-services.ts";
import type { Minute } from "#lib/buckets/minute.ts";

/** Reports beyond the ordinary ones of one service, from many people or from few networks. */
export interface Extra {
  readonly service: number;
  readonly from: Minute;
  /** Mean reports per minute. */
  readonly rate: readonly number[];
  /** Where they come from; shares sum to 1. */
  readonly places: Shares;
  /** Address blocks that send them; null: as many as people have. */
  readonly networks: number | null;
}

/** An outage of the truth. */
export interface PlannedOutage {
  readonly id: string;
  readonly service: number;
  readonly start: Minute;
  readonly faultEnd: Minute;
  readonly signalEnd: Minute;
  readonly shape: string;
  readonly size: string;
  readonly snr: number;
  readonly excess: readonly number[];
  /** Expected ordinary reports per minute at its start, where it happens. */
  readonly baseline: number;
  /** The only place that it happens in; null: everywhere. */
  readonly place: string | null;
  /** The shared cause that it belongs to; null: its own. */
  readonly event: string | null;
}

/** Something that looks like an outage and is none. */
export interface Distractor {
  readonly service: number;
  readonly start: Minute;
  readonly end: Minute;
  readonly kind: "spam_one_ip" | "brigade" | "meme_single" | "meme_global" | "misattributed";
  readonly amount: number;
  /** The service that people mean; empty where they mean none. */
  readonly src: string;
}

/** World-wide talk: everybody reports more of everything. */
export interface Talk {
  readonly from: Minute;
  /** What each minute adds to each service's rate, as a share of it. */
  readonly rise: readonly number[];
  /** How much of the rise each service shows. */
  readonly shares: readonly number[];
}

/** Minutes in which our own ingest was away; some of what was not taken then comes in the first minute after it. */
export interface Gap {
  readonly from: Minute;
  readonly to: Minute;
  readonly flushed: number;
}

/** The ordinary life of a world. */
export interface Ground {
  readonly mixture: Mixture;
  /** As it was asked for. */
  readonly seed: number;
  /** What all draws begin with: two mixtures of one seed have nothing in common. */
  readonly root: number;
  readonly from: Minute;
  readonly scoredFrom: Minute;
  readonly to: Minute;
  readonly services: readonly PlannedService[];
  /** Minute of the local week at each minute of the world, by place. */
  readonly weeks: ReadonlyMap<string, Uint16Array>;
}

/** All that happens in a world, as means; nothing is drawn yet. */
export interface WorldPlan extends Ground {
  readonly outages: readonly PlannedOutage[];
  readonly distractors: readonly Distractor[];
  readonly extras: readonly Extra[];
  readonly talks: readonly Talk[];
  readonly gaps: readonly Gap[];
}

/** The ordinary life of a world of this mixture. */
export function planGround(mixture: Mixture, seed: number): Ground {
  const { from, scoredFrom, to } = worldSpan(mixture);
  const root = seedOf(seed, mixture.start);
  const services = planServices(mixture, root);
  const places = Object.keys(mixture.places);
  const weeks = new Map(places.map((place) => [place, localWeek(place, from, to, mixture.holidays)]));
  return { mixture, seed, root, from, scoredFrom, to, services, weeks };
}

/** How busy the people of a place are at a minute, 1 on average. */
export function busyAt(ground: Ground, service: PlannedService, place: string, minute: number): number {
  return busyness(service.profile, ground.weeks.get(place)?.[minute - ground.from] ?? 0);
}

/** Mean ordinary reports per minute of a service from some of its places. */
export function ordinaryRate(ground: Ground, service: PlannedService, minute: Minute, only: string | null): number {
  const level = (service.reportsPerDay / 1440) * levelAt(service, ground.from, minute);
  let rate = 0;
  for (const { place, share } of service.places) {
    if (only === null || place === only) rate += level * share * busyAt(ground, service, place, minute);
  }
  return rate;
}

/** A service's places as shares. */
export const placesOf = (service: PlannedService, only: string | null): Shares =>
  only === null ? Object.fromEntries(service.places.map(({ place, share }) => [place, share])) : { [only]: 1 };
