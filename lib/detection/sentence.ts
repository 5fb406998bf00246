import { formatMinute, type Minute } from "#lib/buckets/minute.ts";
import { limits } from "#lib/detection/thresholds.ts";
import type { Verdict } from "#lib/detection/verdict.ts";

const numbers = new Intl.NumberFormat("en");

/** "1 report", "312 reports", "no reports". */
function reports(count: number): string {
  return count === 0 ? "No reports" : `${numbers.format(count)} ${count === 1 ? "report" : "reports"}`;
}

function duration(minutes: number): string {
  if (minutes === 60) return "an hour";
  if (minutes > 60) return `${minutes / 60} hours`;
  return minutes === 1 ? "one minute" : `${minutes} minutes`;
}

/** "4 are usual at this hour". Nothing when nothing is known. */
function usual(expected: number | null, basis: Verdict["basis"]): string {
  if (expected === null) return "what is usual is not known yet";
  const when = basis === "baseline" ? "at this hour" : "before";
  const verb = basis === "baseline" ? ["is", "are"] : ["was", "were"];
  if (expected < 1) return `fewer than one ${verb[0]} usual ${when}`;
  const rounded = Math.round(expected);
  return `${numbers.format(rounded)} ${verb[rounded === 1 ? 0 : 1]} usual ${when}`;
}

/** Whether a count is so far above what it is compared with that a reader asks why. */
export function isClearlyAbove(observed: number, expected: number): boolean {
  return observed >= limits.minRatio * expected && observed - expected >= limits.minExcess;
}

/** "22:44". */
function clockTime(minute: Minute): string {
  return formatMinute(minute).slice(11, 16);
}

type Facts = Omit<Verdict, "reason">;

/** Names that a sentence needs: of the country whose counts decided, and of a failing service that people may have meant. */
interface Names {
  readonly country: string | null;
  readonly larger: string | null;
}

function addition(facts: Facts, largerName: string | null): string {
  const { episode, finding, end, networks } = facts;
  if (end !== null)
    return ` The outage is over: reports fell back between ${clockTime(end.from)} and ${clockTime(end.to)} UTC.`;
  if (episode?.phase === "recovering") {
    return isClearlyAbove(facts.observed, facts.expected ?? 0)
      ? " Reports have fallen to a small part of their peak."
      : " Reports have nearly fallen back to what is usual.";
  }
  if (episode !== null) return "";
  if (finding === "too-few-networks") {
    return ` They came from only ${numbers.format(networks)} ${networks === 1 ? "network" : "networks"} or too few sources: that can be one loud group.`;
  }
  if (finding === "collateral" && largerName !== null) {
    return ` They rise together with ${largerName}, whose reports rose far more: people often report the wrong service.`;
  }
  if (finding === "late-reports") return " Such late reports are usual after an outage.";
  if (finding === "possible") return " That is more than usual, but not enough to call it an outage.";
  return facts.state === "normal" ? "" : " The rise is over; the state stays for some minutes after it.";
}

/** Why this verdict, in words that a newspaper's reader understands. */
export function reasonOf(facts: Facts, names: Names): string {
  if (facts.state === "unknown")
    return "We could not take reports in this minute, so it says nothing about the service.";
  const where = names.country === null ? "" : ` from ${names.country}`;
  const count = `${reports(facts.observed)}${where} in ${duration(facts.window)}; ${usual(facts.expected, facts.basis)}.`;
  return count + addition(facts, names.larger);
}
