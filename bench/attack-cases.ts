import type { Attempt } from "#bench/attack-ingest.ts";
import type { SeededRandom } from "#bench/seeded-random.ts";
import { addMinutes, type Minute } from "#lib/buckets/minute.ts";

/** What somebody does to the services of a world, and what must come of it. */
export interface AttackCase {
  readonly name: string;
  /** What must happen, and in which share of the runs at least. */
  readonly expect: "nothing" | "opens";
  readonly share: number;
  readonly services: number;
  /** The service is itself a network: all its honest reporters share one AS number. */
  readonly isNetwork: boolean;
  /** Days before the attack in which the attacker was at work already. */
  readonly drip: boolean;
  /** Reports that are sent from `start` on. */
  plan(random: SeededRandom, start: Minute): Attempt[];
}

/** An attacker has a minute, ten or an hour. */
const DURATIONS = [1, 10, 60] as const;
export const DRIP_DAYS = 21;
const BURST_MINUTES = 3;
const REPORTERS = 200;

type Sender = Pick<Attempt, "address" | "block" | "source">;

/** `count` reports of different reporters, each from a place that `sender` names, spread evenly by chance. */
function spread(random: SeededRandom, start: Minute, minutes: number, count: number, sender: (i: number) => Sender) {
  return Array.from({ length: count }, (_, i): Attempt => {
    const minute = addMinutes(start, random.integer(minutes));
    return { service: 0, minute, reporter: `x${i}`, ...sender(i) };
  });
}

function attack(name: string, count: number, sender: (i: number) => Sender): AttackCase {
  const plan = (random: SeededRandom, start: Minute) =>
    spread(random, start, DURATIONS[random.integer(DURATIONS.length)] ?? 1, count, sender);
  return { name, expect: "nothing", share: 1, services: 1, isNetwork: false, drip: false, plan };
}

/** Exit i has its own block; there are as many providers as one wishes. */
const exits = (exit: number, providers: number): Sender => ({
  address: `exit${exit}`,
  block: `exit-block${exit}`,
  source: `VPN${exit % providers}`,
});

/** Reporters in `providers` AS numbers, hardly two of one block. */
function crowd(random: SeededRandom, start: Minute, providers: number, reporters = REPORTERS): Attempt[] {
  return spread(random, start, BURST_MINUTES, reporters, () => {
    const address = `home${random.integer(1e6)}`;
    return { address, block: `home-block${random.integer(50_000)}`, source: `AS${random.integer(providers)}` };
  });
}

/** Twenty exits that report more often from week to week: once an hour at first, five times at last. */
function drip(random: SeededRandom, start: Minute): Attempt[] {
  const attempts: Attempt[] = [];
  const minutes = DRIP_DAYS * 1440;
  for (let hour = 0; hour < minutes / 60; hour += 1) {
    const perExit = 1 + Math.floor((4.99 * hour * 60) / minutes);
    for (let i = 0; i < 20 * perExit; i += 1) {
      const minute = addMinutes(start, hour * 60 - minutes + random.integer(60));
      attempts.push({ service: 0, minute, reporter: `drip${i} ${hour}`, ...exits(i % 20, 20) });
    }
  }
  return attempts;
}

const honest = { expect: "opens", services: 1, isNetwork: false, drip: false } as const;

export const ATTACK_CASES: readonly AttackCase[] = [
  attack("one address", 1_000, () => ({ address: "a", block: "b", source: "AS1" })),
  attack("one /64", 1_000, () => ({ address: "a/64", block: "a/48", source: "AS1" })),
  attack("one /48", 1_000, (i) => ({ address: `a${i}/64`, block: "a/48", source: "AS1" })),
  attack("one /24", 1_000, (i) => ({ address: `a${i % 256}`, block: "b", source: "AS1" })),
  attack("three hosting ASNs x 1,000 addresses", 3_000, (i) => ({
    address: `host${i}`,
    block: `host-block${i % 3} ${Math.floor(i / 3) % 40}`,
    source: `HOST${i % 3}`,
  })),
  attack("50 exits x 200", 10_000, (i) => exits(i % 50, 20)),
  { ...attack("slow drip", 0, () => exits(0, 1)), drip: true, plan: drip },
  {
    ...attack("50 services at once, 10 exits x 20", 0, () => exits(0, 1)),
    services: 50,
    plan: (random, start) => {
      const one = spread(random, start, DURATIONS[random.integer(DURATIONS.length)] ?? 1, 200, (i) =>
        exits(i % 10, 10),
      );
      return one.flatMap((attempt) => Array.from({ length: 50 }, (_, service) => ({ ...attempt, service })));
    },
  },
  {
    ...honest,
    name: "honest outage, 200 reporters in 3 minutes, 40 ASNs",
    share: 0.99,
    plan: (random, start) => crowd(random, start, 40),
  },
  {
    ...honest,
    name: "honest outage after three weeks of slow drip",
    share: 0.99,
    drip: true,
    plan: (random, start) => [...drip(random, start), ...crowd(random, start, 40)],
  },
  {
    ...honest,
    name: "honest outage beside one loud /24",
    share: 0.95,
    plan: (random, start) => [
      ...spread(random, start, BURST_MINUTES, 50, (i) => ({ address: `a${i % 10}`, block: "b", source: "LOUD" })),
      ...crowd(random, start, 40, REPORTERS / 2).map((attempt) => ({
        ...attempt,
        reporter: `crowd ${attempt.reporter}`,
      })),
    ],
  },
  {
    ...honest,
    name: "outage of a network within its own ASN",
    share: 0.95,
    isNetwork: true,
    plan: (random, start) => crowd(random, start, 1),
  },
];
