import { type World, watchWorld } from "#bench/watch-world.ts";
import type { Minute } from "#lib/buckets/minute.ts";

/** A world of which nothing after `at` has happened yet. */
export function cutWorld(world: World, at: Minute): World {
  const length = at - world.from;
  const services = world.services.map((service) => ({
    ...service,
    reports: service.reports.slice(0, length),
    networks: service.networks.slice(0, length),
  }));
  return { ...world, to: at, known: world.known.slice(0, length), services };
}

/** All that the watch decided up to `at`, an entry per change, with the whole evidence. */
export function decisionsUntil(world: World, from: Minute, at: Minute): string[] {
  return [...watchWorld(world, from, world.to)]
    .flatMap((step) => step.changes)
    .filter(({ change }) => change.minute <= at)
    .map(({ kin, change }) => `${kin.slug} ${JSON.stringify(change)}`);
}

/** How many decisions there were up to a cut, and whether they are the same without what came later. */
export interface Causality {
  readonly decisions: number;
  readonly causal: boolean;
}

/**
 * Whether no decision up to `at` knew what came later: a world that ends at `at` must give the same ones, evidence
 * included, as the whole world.
 */
export function causalityAt(world: World, from: Minute, at: Minute): Causality {
  const whole = decisionsUntil(world, from, at);
  const cut = decisionsUntil(cutWorld(world, at), from, at);
  const causal = whole.length === cut.length && whole.every((decision, i) => decision === cut[i]);
  return { decisions: whole.length, causal };
}
