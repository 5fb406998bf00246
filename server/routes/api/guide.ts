import { limits } from "#lib/reports/limits.ts";
import { READ_LIMIT } from "#server/read-limit.ts";
import { PNG_WEIGHT, POINTS_OF_ONE } from "#server/read-weight.ts";
import { liveLimits } from "#server/routes/live-stream.ts";

const SECOND_MS = 1_000;

/** What holds for every address of the API, a paragraph a subject, in Markdown: who has only the reference needs no more. */
export function apiGuide(publicUrl: string): readonly string[] {
  const { burst, intervalMs } = READ_LIMIT;
  return [
    "Open data on outages: counted reports per minute, states with their reasons, incidents. No key. Reports are statements that people submit; they are never a count of users. Every origin may read. Data licence: CC BY 4.0.",
    `Try: \`curl '${publicUrl}/api/v1/services?q=chatgpt'\` finds a service, \`curl '${publicUrl}/api/v1/services/chatgpt/series?range=24h&step=15&tz=Europe/Berlin'\` reads its reports, \`curl '${publicUrl}/api/v1/incidents?open=true'\` what lasts.`,
    "Times are UTC minutes, as `2024-11-09T00:03Z`; a step is named by its first minute and holds what came until the next. With `tz` the same moments are told on the clocks of a zone too, where an hour can come twice.",
    "Addresses under `/api/v1`, their fields and what these mean stay. Fields, kinds and problems may be added: pass over what you do not know. What must change otherwise gets another number.",
    "Lists come by pages: `next` is the `cursor` of the next page, null on the last.",
    "An answer is a few seconds old at most (`Age`), a file a minute. Send its `ETag` back as `If-None-Match`: what has not changed is 304, without a body. `asOf` is a part of the answer, so the tag of what is of now holds for seconds; those of feeds and of records with `asof` hold for longer. While the database is away the last answer is served for a day, and so it is when the next one takes more than a second to make, with its age in seconds as `X-Groundswell-Stale`.",
    `Limits: of answers that must be made, ${burst} at once for one network (IPv4 /24, IPv6 /48), then ${SECOND_MS / intervalMs} a second; what was asked for a moment ago by anybody is free. A PNG counts as ${PNG_WEIGHT}, a series as one more for each ${POINTS_OF_ONE.toLocaleString("en")} points that it is made from. ${limits.burst} reports at once from one address (IPv6 /64), then ${SECOND_MS / limits.intervalMs} a second, and of one IPv6 /48 ${limits.blockBurst}, then ${SECOND_MS / limits.blockIntervalMs}. ${liveLimits.perNetwork} live streams of one network. Beyond that 429, and \`Retry-After\` says in how many seconds to come again.`,
    "A query key that is not known or is given twice is refused, and so is a value that does not fit: 400 with `errors`, each with the `pointer` to the value, the `code` of the rule and a `message` that says what is expected. Pictures, feeds, badges and oEmbed pass over what they do not know.",
  ];
}
