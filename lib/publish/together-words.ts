import type { CauseView, TogetherCompanion, TogetherService } from "#lib/live/snapshot.ts";
import { durationWords } from "#lib/publish/duration-words.ts";
import { formatRatio, LEAST_TIMES } from "#lib/publish/number-words.ts";

/** "A", "A and B", "A, B and C". */
export function listWords(names: readonly string[]): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}

/** "at the same time", "6 minutes later", "4 minutes earlier". */
export function orderWords(minutesAfter: number): string {
  if (minutesAfter === 0) return "at the same time";
  return `${durationWords(Math.abs(minutesAfter))} ${minutesAfter > 0 ? "later" : "earlier"}`;
}

/** What the two have to do with each other; empty where nothing is known. */
export function relationWords({ relation, before, name }: TogetherCompanion, own: TogetherService): string {
  switch (relation) {
    case "parent":
      return `${own.name} belongs to ${name}.`;
    case "child":
      return `${name} belongs to ${own.name}.`;
    case "sibling":
      return "Both belong to the same parent.";
    case "same-kind":
      return before > 1
        ? `Of the same kind; rose together ${before} times in the 90 days before.`
        : "Of the same kind.";
    case "carrier":
      return `${name} carries other services.`;
    case "carried":
      return `${own.name} carries other services.`;
    case "rose-before":
      return `Rose together ${before} times in the 90 days before.`;
    case "none":
      return "";
  }
}

function sizeWords({ times, isLarger }: TogetherCompanion, own: TogetherService): string {
  if (times < LEAST_TIMES) return `about as many reports as ${own.name}`;
  if (isLarger) return `${formatRatio(times)} as many reports as ${own.name}`;
  return `${own.name} has ${formatRatio(times)} as many`;
}

/**
 * How a service stands to the one that a page is about. One that only rose is never called failing: it is named by when it
 * rose and by how much more the other one did.
 */
export function companionWords(companion: TogetherCompanion, own: TogetherService): string {
  const { name, state, times, isLarger, minutesAfter } = companion;
  const order = orderWords(minutesAfter);
  if (state === "outage") return `Far above normal, beginning ${order}; ${sizeWords(companion, own)}.`;
  if (times < LEAST_TIMES) return `Reports rose too, ${order}; about as many.`;
  const rose = minutesAfter === 0 ? "Reports rose at the same time" : `Reports rose too, ${order}`;
  const [larger, smaller] = isLarger ? [name, own.name] : [own.name, name];
  return `${rose}; those of ${larger} are ${formatRatio(times)} as many, and some who mean ${larger} report ${smaller}.`;
}

/** A possible shared cause in two sentences, of which the second is always there. */
export function causeWords({ kind, supplier, services }: CauseView): string {
  const names = listWords(services.map(({ name }) => name));
  const rose =
    kind === "parent"
      ? `Reports of ${names} rose within half an hour of those of ${supplier.name}, to which they belong.`
      : `Reports of ${names}, services of different kinds, rose within half an hour of those of ${supplier.name}, which carries many services.`;
  return `${rose} A shared cause is possible; reports alone cannot show it.`;
}
