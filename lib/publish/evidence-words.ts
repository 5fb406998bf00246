import { countryInSentence } from "#lib/catalog/country.ts";
import { isApart, isClearlyAbove } from "#lib/detection/sentence.ts";
import { limits } from "#lib/detection/thresholds.ts";
import { yearsBetweenChances } from "#lib/incidents/chance.ts";
import type { VerdictFacts } from "#lib/incidents/verdict-facts.ts";
import { durationWords } from "#lib/publish/duration-words.ts";
import { formatCount, formatExpected } from "#lib/publish/number-words.ts";

/** A test that a rise must pass before it is called an outage, and what came of it. */
export interface GateWords {
  readonly name: string;
  readonly passed: boolean;
  readonly meaning: string;
}

/** The tests as they are listed: what each asks, and what is said when it is passed or not. */
export const GATES = [
  {
    key: "evidence",
    asks: `The count of different networks in one of the windows must be so far above what is expected at this time that chance rarely makes it: evidence of ${limits.outageEvidence}, in windows below ${limits.shortWindow} minutes ${limits.outageEvidence + limits.shortWindowExtra}, from ${limits.longWindow} minutes on ${limits.outageEvidence + limits.longWindowExtra}, and ${limits.countryExtra} more for a single country's counts; ${limits.sharedEvidence} less while services of several kinds fail together. A service whose counts burst by themselves is asked for what it reaches so once in ${limits.tailDays} days. Possible problems ask for ${limits.outageEvidence - limits.possibleEvidence} less.`,
    name: "Beyond chance",
    yes: "Chance rarely makes such a count at this time.",
    no: "Chance makes such counts of networks at this time, or they are too small to be judged by.",
  },
  {
    key: "size",
    asks: `At least ${limits.minNetworks} networks (${limits.fewNetworks} where each reports once and they come spread over many minutes, ${limits.coldNetworks} of a service that is new, ${limits.silentNetworks} of one that was never reported before, ${limits.sharedNetworks} while services of several kinds fail together), ${limits.minExcess} more than expected (${limits.fewNetworks - 1} where ${limits.fewNetworks} are enough), and ${limits.minRatio} times the expected count (${limits.coldRatio} times, and ${limits.coldReports} reports, of a service that is new); in a long window the rise must still be there at its end.`,
    name: "Size of the crowd",
    yes: "Enough networks, and clearly more than usual.",
    no: "Too few networks, or too little above what is usual.",
  },
  {
    key: "diversity",
    asks: `Reports must come from several providers, and from networks that hardly meet again: few senders with many reports meet themselves. A few loud providers are set aside, and the rest is judged. While ${limits.smallRises} services and more rise a little at once, and few rise far, one below ${limits.smallRisesLeast} networks waits, and so does one that would be none without the networks that all of them get alike; when all their reports come from the same few networks, no such rise is a crowd's. What fails here is unconfirmed. A service that is itself a network is excused.`,
    name: "Variety of networks",
    yes: "The reports come from many networks of several providers, not from one room.",
    no: "The reports come from too few networks: that can be one loud group.",
  },
  {
    key: "ownRise",
    asks: "The rise must not be explained by a larger one of a service that people may mean, or of its parent.",
    name: "A rise of its own",
    yes: "No larger failure explains it.",
    no: "A service that people may mean, or its parent, rose more at the same time.",
  },
  {
    key: "lasting",
    asks: `Talk about a healthy service is there at once and halves every ${limits.talkHalfLife} minutes; a failure is noticed late, and lasts. A rise that looks more like talk waits; one of a single minute waits for the next, unless its evidence is ${limits.firstMinuteEvidence}.`,
    name: "Lasting",
    yes: "It does not die away as talk does.",
    no: "It looks like talk that dies away within minutes, or is a minute old.",
  },
  {
    key: "notTail",
    asks: `Within ${limits.reopenWithin} minutes of an end a rise must reach ${limits.reopenShare * 100} % of the old peak: reports that come late are not a new outage.`,
    name: "New",
    yes: "Not the late reports of an incident that has ended.",
    no: "An incident has just ended, and this is too small beside it: reports come late.",
  },
] as const satisfies readonly (Record<"asks" | "name" | "yes" | "no", string> & { key: keyof VerdictFacts["gates"] })[];

/** The gates as they are listed. Without a rise the last four have nothing to judge and are left out. */
export function gateWords({ gates }: VerdictFacts): GateWords[] {
  const asked = gates.evidence || !gates.diversity ? GATES : GATES.slice(0, 2);
  return asked.map(({ key, name, yes, no }) => ({ name, passed: gates[key], meaning: gates[key] ? yes : no }));
}

const FEW = "Not called an outage: the reports come from too few networks to be a crowd.";

/** Of a minute that has no rise: what keeps the state is what was before it. */
function overWords({ episode }: VerdictFacts): string {
  return episode === null
    ? "Not called an outage: the rise is over, and the state stays for some minutes after it."
    : "Not called an outage: this minute shows no rise, and the incident lasts until reports have stayed back for a while.";
}

/** In the order in which a verdict's finding is decided. */
function possibleWords(facts: VerdictFacts): string {
  const { evidence, threshold, gates } = facts;
  if (!gates.diversity) return FEW;
  if (!gates.evidence || !gates.notTail) return overWords(facts);
  if (!gates.ownRise)
    return "Not called an outage: a service that people may mean, or its parent, rose more at the same time.";
  if (!gates.lasting) return "Not called an outage yet: so far it may be talk that dies away within minutes.";
  return `Not called an outage: the evidence is ${formatEvidence(evidence)}, and ${formatEvidence(threshold)} is asked. A rise that lasts ${limits.possibleLasts} minutes goes on record all the same.`;
}

function normalWords(facts: VerdictFacts): string {
  const { observed, expected, evidence, gates } = facts;
  const known = isApart(facts) ? "expected now" : "usual";
  if (!gates.notTail) return "Not flagged: so soon after an incident only a larger rise is, because reports come late.";
  if (expected === null) return "Not flagged: what is usual is not known yet, and no clear rise is seen.";
  if (observed <= expected || evidence === 0) return `Not flagged: the counts are not above what is ${known}.`;
  if (!gates.size) return `Not flagged: above what is ${known}, but by too little or from too few networks.`;
  return `Not flagged: above what is ${known}, but chance alone does this often.`;
}

/** Whether this minute would be flagged by itself; in an outage that goes on many are not. */
function isOutage({ gates, evidence, threshold }: VerdictFacts): boolean {
  return evidence >= threshold && Object.values(gates).every((passed) => passed);
}

/** Why a verdict is what it is, above all why it is no more than that. */
export function whyWords(facts: VerdictFacts): string {
  switch (facts.state) {
    case "unknown":
      return "Not judged: this site could not take reports in this minute.";
    case "outage":
      return isOutage(facts)
        ? "Flagged: the count is far beyond chance, from a large and mixed crowd, and nothing else explains it."
        : "Flagged before: an outage lasts until reports have stayed back for a while, whatever a single minute shows.";
    case "unconfirmed":
      return facts.gates.diversity ? overWords(facts) : FEW;
    case "possible":
      return possibleWords(facts);
    case "normal":
      return normalWords(facts);
  }
}

/** What a reader must know where one country's counts decided: the chart beside it is of all of them. Null where the whole service's did. */
export function countryWords({ country }: VerdictFacts): string | null {
  if (country === null) return null;
  return `What decided are the counts of ${countryInSentence(country)}, which those of all countries together drown; the chart and the figures are of all countries.`;
}

/** Whether the counts are so far above what is usual that a reader of the chart asks why. */
export function hasRise({ observed, usual }: VerdictFacts): boolean {
  return usual !== null && isClearlyAbove(observed, usual);
}

/** Evidence with one decimal below 100: 12, 9.4, 451. */
export function formatEvidence(evidence: number): string {
  return evidence < 100 ? String(Math.round(evidence * 10) / 10) : formatCount(evidence);
}

/** "less than once in 90 years by chance"; null where that cannot be said honestly. */
export function chanceWords(facts: VerdictFacts): string | null {
  const years = yearsBetweenChances(facts);
  if (years === null) return null;
  return `By chance the model fitted to this service expects as much less than once in ${years === 1 ? "a year" : `${formatCount(years)} years`}.`;
}

export interface EvidenceFigure {
  readonly label: string;
  readonly value: string;
  readonly note: string;
}

/** Of which time the usual count is, and how many reports are expected now where these are others. */
function usualNote(facts: VerdictFacts): string {
  const { expected, window, basis } = facts;
  const note = `in ${durationWords(window)} ${basis === "baseline" ? "on a day like this" : "before the rise"}`;
  return isApart(facts) && expected !== null ? `${note}; ${formatExpected(expected)} expected now` : note;
}

/** The numbers that decided, each with its unit. */
export function evidenceFigures(facts: VerdictFacts): EvidenceFigure[] {
  const { observed, networks, usual, window, country } = facts;
  const where = country === null ? "" : ` from ${countryInSentence(country)}`;
  return [
    { label: "Counted", value: formatCount(observed), note: `reports${where} in ${durationWords(window)}` },
    {
      label: "Usual",
      value: usual === null ? "not known" : formatExpected(usual),
      note: usual === null ? "too little is known of this service" : usualNote(facts),
    },
    { label: "Networks", value: formatCount(networks), note: "different ones, first seen within the hour" },
  ];
}
