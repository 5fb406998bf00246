import { formatMinute } from "#lib/buckets/minute.ts";
import type { Span } from "#lib/buckets/window.ts";
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

type Facts = Omit<Verdict, "reason">;

/** Whether so many more or fewer reports than the usual ones are expected that a count must be read beside these. */
export function isApart({ expected, usual }: Pick<Facts, "expected" | "usual">): boolean {
  if (expected === null || usual === null) return false;
  const [less, more] = expected < usual ? [expected, usual] : [usual, expected];
  return more - less >= 1 && more >= limits.allowance * less;
}

/** "1,648", "fewer than one". */
function mean(expected: number): string {
  return expected < 1 ? "fewer than one" : numbers.format(Math.round(expected));
}

/** "With the late reports of an outage 1,648 are expected." Nothing where what is expected is hardly apart from the usual. */
function expectedBeside(facts: Facts): string {
  const { expected, usual, late } = facts;
  if (!isApart(facts) || expected === null || usual === null) return "";
  const when = late > 0 && late >= (expected - usual) / 2 ? "With the late reports of an outage" : "Today";
  return ` ${when} ${mean(expected)} ${Math.round(expected) <= 1 ? "is" : "are"} expected.`;
}

/** "4 are usual at this hour". Nothing when nothing is known. */
function usualWords({ usual, basis }: Facts): string {
  if (usual === null) return "what is usual is not known yet";
  const when = basis === "baseline" ? "at this hour" : "before";
  const verb = basis === "baseline" ? ["is", "are"] : ["was", "were"];
  return `${mean(usual)} ${verb[Math.round(usual) <= 1 ? 0 : 1]} usual ${when}`;
}

/** Whether a count is so far above what it is compared with that a reader asks why. */
export function isClearlyAbove(observed: number, expected: number): boolean {
  return observed >= limits.minRatio * expected && observed - expected >= limits.minExcess;
}

/** "between 22:44 and 22:59 UTC"; with dates where it is over midnight and longer than an hour: an end can lie in days that we did not see. */
function betweenWords({ from, to }: Span): string {
  const [start, end] = [formatMinute(from), formatMinute(to)];
  const isDated = to - from > 60 && start.slice(0, 10) !== end.slice(0, 10);
  const words = (text: string) => (isDated ? text.slice(0, 16).replace("T", " ") : text.slice(11, 16));
  return `between ${words(start)} and ${words(end)} UTC`;
}

/** Names that a sentence needs: of the country whose counts decided, and of a failing service that people may have meant. */
interface Names {
  readonly country: string | null;
  readonly larger: string | null;
}

/** Networks are counted once an hour: of a window there may be none that was not counted before. */
function fewNetworks(count: number): string {
  if (count === 0) return "networks that had reported before";
  return `${numbers.format(count)} ${count === 1 ? "network" : "networks"}, too few or too much alike to be a crowd`;
}

function addition(facts: Facts, largerName: string | null): string {
  const { episode, finding, end, networks, gates } = facts;
  const known = isApart(facts) ? "expected" : "usual";
  const stillMany = isClearlyAbove(facts.observed, facts.expected ?? 0);
  if (end !== null) {
    const over = ` The outage is over: reports fell back ${betweenWords(end)}.`;
    return stillMany ? `${over} Late reports still come in.` : over;
  }
  if (episode?.phase === "recovering") {
    return stillMany && facts.observed * limits.endSharpFall <= episode.peak15
      ? " Reports have fallen to a small part of their peak."
      : ` Reports have nearly fallen back to what is ${known}.`;
  }
  if (episode !== null) return "";
  if (finding === "too-few-networks") return ` They came from ${fewNetworks(networks)}: that can be one loud group.`;
  if (finding === "collateral" && largerName !== null) {
    return ` They rise together with ${largerName}, whose reports rose more: it may be one failure, and people often report the wrong service.`;
  }
  if (finding === "late-reports") return " So soon after an incident only a larger rise is flagged: reports come late.";
  if (finding === "possible" && !gates.lasting) {
    return ` That is more than ${known}, but so far it may be talk, which dies away within minutes.`;
  }
  if (finding === "possible") return ` That is more than ${known}, but not enough to call it an outage.`;
  return facts.state === "normal" ? "" : " The rise is over; the state stays for some minutes after it.";
}

/** Why this verdict, in words that a newspaper's reader understands. */
export function reasonOf(facts: Facts, names: Names): string {
  if (facts.state === "unknown")
    return "We could not take reports in this minute, so it says nothing about the service.";
  const where = names.country === null ? "" : ` from ${names.country}`;
  const count = `${reports(facts.observed)}${where} in ${duration(facts.window)}; ${usualWords(facts)}.`;
  return count + expectedBeside(facts) + addition(facts, names.larger);
}
