import { type AttackCase, DRIP_DAYS } from "#bench/attack-cases.ts";
import { type Attempt, createIngest } from "#bench/attack-ingest.ts";
import { type SeededRandom, seededRandom } from "#bench/seeded-random.ts";
import { type World, watchWorld } from "#bench/watch-world.ts";
import { addMinutes, asMinute, type Minute } from "#lib/buckets/minute.ts";
import type { Sources } from "#lib/detection/sources.ts";
import { limits } from "#lib/detection/thresholds.ts";

/** Honest reports per minute of the services that are attacked: tiny, small, middling, large. */
export const LEVELS = [0.1, 0.5, 2, 10] as const;

const levelOf = (seed: number) => LEVELS[seed % LEVELS.length] ?? 1;

const HISTORY_DAYS = 5;
/** Honest reports are drawn one by one from here on; earlier ones as counts only: of 50,000 blocks hardly two reports within an hour share one. */
const DRAWN_MINUTES = 120;
const AFTER_MINUTES = 120;
const START = asMinute(28_851_900);

type SourceCounts = Sources[string];

interface Tally {
  readonly reports: number[];
  readonly networks: number[];
  readonly sources: Map<number, Record<string, SourceCounts>>;
}

/** What came of a run. */
export interface Outcome {
  readonly level: number;
  /** Services of which an incident was opened, but for those of which the same honest reports open one without any attack. */
  readonly opened: number;
  /** Of these, with the level `outage`. */
  readonly outages: number;
  /** Minutes from the attack's start to the first opening; null where none was. */
  readonly delay: number | null;
}

/** Honest reports of one service: any block, few large providers and many small ones; one provider for a network. */
function honestAttempts(
  random: SeededRandom,
  service: number,
  level: number,
  span: readonly Minute[],
  kind: AttackCase,
) {
  return span.flatMap((minute) =>
    Array.from({ length: random.poisson(level) }, (): Attempt => {
      const home = random.integer(50_000);
      const source = kind.isNetwork ? "AS0" : `AS${Math.floor(60 * random.next() ** 2)}`;
      const sender = { address: `home${home}`, block: `home-block${home}`, source };
      return { service, minute, reporter: `honest${random.integer(1e9)}`, ...sender };
    }),
  );
}

function emptyTally(random: SeededRandom, level: number, minutes: number, drawn: number): Tally {
  const reports = Array.from({ length: minutes }, (_, i) => (i < drawn ? random.poisson(level) : 0));
  return { reports, networks: [...reports], sources: new Map() };
}

function add(counts: Record<string, SourceCounts>, key: string, { reports, networks }: SourceCounts): void {
  const before = counts[key];
  counts[key] = { reports: (before?.reports ?? 0) + reports, networks: (before?.networks ?? 0) + networks };
}

function hourBefore({ sources }: Tally, index: number): Record<string, SourceCounts> {
  const counts: Record<string, SourceCounts> = {};
  for (let i = index - limits.diversityWindow + 1; i <= index; i += 1) {
    for (const [key, minute] of Object.entries(sources.get(i) ?? {})) add(counts, key, minute);
  }
  return counts;
}

function count(tallies: readonly Tally[], attempts: readonly Attempt[], from: Minute): void {
  const take = createIngest();
  for (const attempt of attempts) {
    const tally = tallies[attempt.service];
    const counted = take(attempt);
    if (counted === null || tally === undefined) continue;
    const i = attempt.minute - from;
    tally.reports[i] = (tally.reports[i] ?? 0) + 1;
    if (counted.newNetwork) tally.networks[i] = (tally.networks[i] ?? 0) + 1;
    const sources = tally.sources.get(i) ?? {};
    add(sources, attempt.source, { reports: 1, networks: counted.newNetwork ? 1 : 0 });
    tally.sources.set(i, sources);
  }
}

/** The world of a run: honest reports, and what the attacker sends, through the caps of the ingest. */
function attackWorld(kind: AttackCase, random: SeededRandom, level: number): World {
  const days = kind.drip ? DRIP_DAYS + 1 : HISTORY_DAYS;
  const [from, to] = [addMinutes(START, -days * 1440), addMinutes(START, AFTER_MINUTES)];
  const drawnFrom = addMinutes(START, -DRAWN_MINUTES);
  const drawn = Array.from({ length: to - drawnFrom }, (_, i) => addMinutes(drawnFrom, i));
  const indices = Array.from({ length: kind.services }, (_, service) => service);
  const tallies = indices.map(() => emptyTally(random, level, to - from, drawnFrom - from));
  const honest = indices.flatMap((service) => honestAttempts(random, service, level, drawn, kind));
  const attempts = [...honest, ...kind.plan(random, START)].sort((a, b) => a.minute - b.minute);
  count(tallies, attempts, from);
  const services = tallies.map((tally, i) => {
    const slug = `s${i}`;
    const kin = { id: i + 1, slug, name: slug, category: `c${i % 10}`, parentId: null, isNetwork: kind.isNetwork };
    const sourcesAt = (minute: Minute) => hourBefore(tally, minute - from);
    return { kin, firstSeen: from, reports: tally.reports, networks: tally.networks, sourcesAt };
  });
  return { from, to, known: Array.from({ length: to - from }, () => true), services };
}

/** The incidents that the worker's own judgement opens in a run, with what is sent and without. */
function openedIn(
  kind: AttackCase,
  seed: number,
): { readonly id: number; readonly level: string; readonly minute: Minute }[] {
  const random = seededRandom(seed);
  const world = attackWorld(kind, random, levelOf(seed));
  const watched = kind.drip && kind.expect === "nothing" ? 2 * 1440 : 30;
  const changes = [...watchWorld(world, addMinutes(START, -watched), world.to)].flatMap((step) => step.changes);
  return changes.flatMap(({ kin, change: { minute, transition } }) =>
    transition.kind === "opened" || transition.kind === "escalated"
      ? [{ id: kin.id, level: transition.level, minute }]
      : [],
  );
}

/**
 * Plays one run of a case through the caps of the ingest and the worker's own judgement. The seed fixes all of it. An incident that the
 * honest reports open by themselves is not the attacker's.
 */
export function playAttack(kind: AttackCase, seed: number): Outcome {
  const all = openedIn(kind, seed);
  const nothing = kind.expect === "nothing";
  const alone = nothing && all.length > 0 ? openedIn({ ...kind, plan: () => [] }, seed) : [];
  const honest = new Set(alone.map(({ id }) => id));
  const came = all.filter(({ id, minute }) => !honest.has(id) && (nothing || minute >= START));
  return {
    level: levelOf(seed),
    opened: new Set(came.map(({ id }) => id)).size,
    outages: new Set(came.filter(({ level }) => level === "outage").map(({ id }) => id)).size,
    delay: came[0] === undefined ? null : came[0].minute - START,
  };
}

/** The burst of an honest outage lasts three minutes: an incident must be open a minute later. */
const OPEN_WITHIN = 4;

/** Whether a run came out as it must. */
export function isAsExpected(kind: AttackCase, outcome: Outcome): boolean {
  if (kind.expect === "nothing") return outcome.opened === 0;
  return outcome.delay !== null && outcome.delay <= OPEN_WITHIN;
}
