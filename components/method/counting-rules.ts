import { MIN_PLACE_REPORTS } from "#lib/live/build-places.ts";
import { limits } from "#lib/reports/limits.ts";

/** How a received report becomes counted, repeat or set aside. The numbers are those that the program uses. */
export const COUNTING_RULES = [
  {
    term: "Counted",
    text: `The first report of a reporter on a service within ${limits.repeatMinutes} minutes. It adds one to the service's count of that minute, which is the minute of its arrival: clocks of senders are not believed.`,
  },
  {
    term: "Repeat",
    text: `A further report of the same reporter on the same service within ${limits.repeatMinutes} minutes. It is kept, and not counted again.`,
  },
  {
    term: "Set aside",
    text: `Excluded, with its reason: more than ${limits.reportersPerAddress} reporters of one address or ${limits.reportersPerNetwork} of one address block within ${limits.repeatMinutes} minutes on one service, a form filled in within ${limits.fastestFormMs} milliseconds, or a field filled in that people do not see.`,
  },
  {
    term: "Places",
    text: `A place with fewer than ${MIN_PLACE_REPORTS} reports is shown as "fewer than ${MIN_PLACE_REPORTS}", because a smaller number could point at a person.`,
  },
] as const;

/** What is kept, and for how long. */
export function privacyRules(retentionDays: number) {
  return [
    {
      term: "Kept for each report",
      text: "Service, minute of arrival, kind, problem, when it began, country and region if known, the internet provider (its number, or where that is not known a keyed digest of the address range), note if given, and whether it counts. Beside it keyed digests of address and address block, which lose their meaning with the key below.",
    },
    {
      term: "Reporter",
      text: "A pseudonym: a keyed digest of service, address, browser and language, different for each service. Its key is random, changes every day and is deleted after 48 hours; then nobody, we included, can tell whose report it was.",
    },
    {
      term: "Addresses",
      text: "Internet addresses are used in the moment of arrival, to count and to limit. They are neither stored nor logged.",
    },
    {
      term: "For how long",
      text: `Single reports are deleted after ${retentionDays} days, counts by internet provider after 48 hours or the hour after them. Counts per minute stay, those by problem and place too, and so do incident records. A record keeps what each of its decisions followed from, how many reports came from each provider in the hour before it among that, and publishes it without the names of providers.`,
    },
    {
      term: "Not here at all",
      text: "No account, no cookie, no fingerprint script, no advertising, nothing loaded from third parties.",
    },
  ] as const;
}
