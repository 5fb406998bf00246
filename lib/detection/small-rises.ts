import type { Minute } from "#lib/buckets/minute.ts";
import { type Baseline, expectedNetworks } from "#lib/detection/baseline.ts";
import { coldRate, coldReportsPerNetwork } from "#lib/detection/cold-start.ts";
import { evidence } from "#lib/detection/evidence.ts";
import { limits } from "#lib/detection/thresholds.ts";

/** One service's counts of the last minutes, and what is usual. */
export interface LastCounts {
  /** Windows that end now, shortest first; the last one is the longest. */
  readonly windows: readonly {
    readonly reports: number;
    readonly networks: number;
    /** Networks that were to be expected. */
    readonly expected: number;
    /** Dispersion of such a count. */
    readonly phi: number;
  }[];
  /** Reports that usually come from one network. */
  readonly reportsPerNetwork: number;
}

/** Windows in which a small rise is sought: a burst, some minutes, and as long as the first reports of a slow one take. */
const LONGEST_WINDOW = 15;
const WINDOWS = [2, 5, LONGEST_WINDOW];

interface Counts {
  readonly reports: readonly number[];
  readonly networks: readonly number[];
}

/** Reports, networks and known minutes among the `minutes` entries before `end`. Minutes that are not known hold nothing. */
function sumsBefore(counts: Counts, known: readonly boolean[], end: number, minutes: number) {
  let [reports, networks, seen] = [0, 0, 0];
  for (let i = Math.max(0, end - minutes); i < end; i += 1) {
    if (known[i] !== true) continue;
    reports += counts.reports[i] ?? 0;
    networks += counts.networks[i] ?? 0;
    seen += 1;
  }
  return { reports, networks, seen };
}

/** What is usual of a service without a baseline, as the cold start tells it from what it had before these windows. */
function coldUsual(counts: Counts, known: readonly boolean[], end: number) {
  const { reports, networks, seen } = sumsBefore(counts, known, end - LONGEST_WINDOW, limits.coldSpan);
  return {
    rate: coldRate(networks, seen),
    reportsPerNetwork: coldReportsPerNetwork(reports, networks),
  };
}

/** The last counts of a service up to and with `minute`, which are the entries before `end`, beside what its baseline or the cold start expects. */
export function lastCounts(
  service: Counts & { readonly baseline: Baseline | null },
  known: readonly boolean[],
  end: number,
  minute: Minute,
): LastCounts {
  const { baseline } = service;
  const { rate, reportsPerNetwork } =
    baseline === null
      ? coldUsual(service, known, end)
      : { rate: expectedNetworks(baseline, minute), reportsPerNetwork: baseline.reportsPerNetwork };
  const windows = WINDOWS.map((minutes) => {
    const { reports, networks, seen } = sumsBefore(service, known, end, minutes);
    const phi = (baseline?.phi ?? limits.phiPrior) + (baseline?.phiMinute ?? limits.phiMinute) / minutes;
    return { reports, networks, expected: rate * seen, phi };
  });
  return { windows, reportsPerNetwork };
}

/**
 * What the small rises of all services say together. `many`: so many at once that the next minutes must tell whose they are. `few-senders`:
 * their reports come from the same networks again and again.
 */
export type SmallRises = "few" | "many" | "few-senders";

/** What the small rises of all services say together. */
export interface AllRises {
  readonly smallRises: SmallRises;
  /** Networks beyond the usual that the middle one of many small rises has in five minutes; 0 where they are few, or few senders'. */
  readonly commonNetworks: number;
}

const FEW: AllRises = { smallRises: "few", commonNetworks: 0 };

function evidenceOf({ reports, expected, phi }: LastCounts["windows"][number], reportsPerNetwork: number): number {
  return evidence(reports, limits.allowance * expected * reportsPerNetwork, phi);
}

function rises({ windows, reportsPerNetwork }: LastCounts): boolean {
  return windows.some((window) => evidenceOf(window, reportsPerNetwork) >= limits.smallRiseEvidence);
}

/** Windows in which a service stirs: in longer ones a tiny service has a second report by chance. */
const STIR_WINDOWS = 2;

/** Whether a service has a second report within minutes where hardly one is expected: no rise yet, and by chance in some of all services. */
function stirs({ windows, reportsPerNetwork }: LastCounts): boolean {
  return windows
    .slice(0, STIR_WINDOWS)
    .some(
      (window) => window.reports >= limits.stirReports && evidenceOf(window, reportsPerNetwork) >= limits.stirEvidence,
    );
}

const isSmall = ({ windows }: LastCounts) => (windows.at(-1)?.networks ?? 0) <= limits.smallRiseNetworks;

/** Whether the reports of small rises come from the same networks again and again. */
function comeFromFew(small: readonly LastCounts[]): boolean {
  let [repeats, usual, excess] = [0, 0, 0];
  for (const { windows, reportsPerNetwork } of small) {
    const longest = windows.at(-1);
    if (longest === undefined) continue;
    const { reports, networks, expected } = longest;
    repeats += reports - networks;
    usual += reports * (1 - 1 / reportsPerNetwork);
    excess += reports - expected * reportsPerNetwork;
  }
  const beyond = repeats - usual;
  return beyond > limits.sendersSpread * Math.sqrt(usual + 1) && beyond >= limits.sendersShare * excess;
}

/** The networks beyond the usual that the middle one of `services` has in five minutes, by which scripts have met their senders again. */
function middleOf(services: readonly LastCounts[]): number {
  const beyond = services
    .map(({ windows: [, minutes] }) => (minutes === undefined ? 0 : minutes.networks - minutes.expected))
    .sort((a, b) => a - b);
  return Math.max(0, Math.ceil(beyond[Math.floor(beyond.length / 2)] ?? 0));
}

/**
 * Looks at the small rises of all `services` with recent reports. Six reports of six exits are what an outage of a tiny service looks like;
 * eight services that have one at the same time, while few larger ones rise, may be one script's, and if they meet their senders again they are. Asked is the sum
 * over all of them: reports beyond one of each network (and beyond the repeats that are usual), which honest crowds of so few hardly have. In a
 * script's first minute each has two reports only: then it is one service in ten that stirs.
 */
export function smallRises(services: readonly LastCounts[]): AllRises {
  const parts = Map.groupBy(services, rises);
  const [rising, others] = [parts.get(true) ?? [], parts.get(false) ?? []];
  const small = rising.filter(isSmall);
  const stirring = [...small, ...others.filter((service) => isSmall(service) && stirs(service))];
  const areMany = small.length >= Math.max(limits.smallRises, limits.smallRisesShare * services.length);
  const allStir = stirring.length >= Math.max(limits.smallRises, limits.stirShare * services.length);
  if (areMany && comeFromFew(small)) return { smallRises: "few-senders", commonNetworks: 0 };
  const beside = rising.length - small.length > limits.largeRisesShare * small.length;
  if (beside || !(areMany || allStir)) return FEW;
  return { smallRises: "many", commonNetworks: middleOf(allStir ? stirring : small) };
}
