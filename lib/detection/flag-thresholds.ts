import { type Threshold, threshold } from "#lib/detection/threshold.ts";

/** When an outage begins and ends: evidence, counts, the cold start, gaps, the end. */
export const FLAG_THRESHOLDS = {
  allowance: threshold(
    1.25,
    "times expected",
    "The scan asks for evidence beyond expected times this: slow drift of the level is not an outage.",
  ),
  outageEvidence: threshold(
    10.5,
    "nats",
    "Evidence for `outage`: at most one chance in 36,000 per look when the spread is right.",
  ),
  possibleEvidence: threshold(8, "nats", "Evidence for `possible`: shown, but no incident unless it lasts."),
  shortWindow: threshold(
    5,
    "minutes",
    "Windows shorter than this ask for more evidence: they are looked at more often.",
  ),
  shortWindowExtra: threshold(2, "nats", "The extra evidence for short windows."),
  longWindow: threshold(
    30,
    "minutes",
    "Windows from this length on ask for more evidence, too: over hours a day can differ from all days before it.",
  ),
  longWindowExtra: threshold(3.5, "nats", "The extra evidence for long windows."),
  countryExtra: threshold(
    3,
    "nats",
    "The extra evidence for the counts of a single country: each is one more chance to be wrong.",
  ),
  minNetworks: threshold(
    6,
    "networks",
    "Fewer distinct networks flag nothing, but for the few that are believed (below): five friends are no outage.",
  ),
  fewNetworks: threshold(
    4,
    "networks",
    "So many are believed where each reports once and they come spread as a fault's reports do: a tiny service needs half an hour for six.",
  ),
  fewWindow: threshold(
    10,
    "minutes",
    "In windows from this length on: a shorter one cannot show that reports are spread.",
  ),
  fewLasting: threshold(
    2,
    "nats",
    "Those few must look so much more like a fault than like talk: groups, and the small clusters that counts have by themselves, come within minutes.",
  ),
  minExcess: threshold(
    5,
    "networks",
    "At least this many networks above the expected ones: a tiny rise of a huge service is certain, but no outage.",
  ),
  minRatio: threshold(
    1.6,
    "times expected",
    "At least this many times the expected: a large service is always 'significantly' off by a few percent.",
  ),
  persistentWindow: threshold(
    10,
    "minutes",
    "Windows from this length on must still show the excess in their last third: what is over is not flagged late.",
  ),
  persistentShare: threshold(
    0.2,
    "of the excess",
    "That last third must hold this much of it: talk about a service dies within minutes, an outage does not.",
  ),
  coldNetworks: threshold(
    8,
    "networks",
    "Cold start: networks at least, while there is no baseline, or one of so few days that it is not mature.",
  ),
  coldReports: threshold(10, "reports", "Cold start: reports at least."),
  silenceBefore: threshold(
    1440,
    "minutes",
    "A service that was in the catalogue so long without any report was silent: its first reports are a rise. Sooner nobody is known to have looked.",
  ),
  silentNetworks: threshold(
    30,
    "networks",
    "Cold start: networks at least of the first reports ever, after such silence; with fewer the service may only have become known.",
  ),
  coldRatio: threshold(
    2.5,
    "times expected",
    "Cold start: a clear rise against the service's own last hours, because mornings rise too.",
  ),
  coldWindow: threshold(
    30,
    "minutes",
    "Cold start: longest window; longer ones would compare the morning with the night.",
  ),
  coldSpan: threshold(
    90,
    "minutes",
    "Cold start: minutes before the window that tell the rate; more would compare a busy morning with its night.",
  ),
  coldReference: threshold(
    10,
    "minutes",
    "Cold start: known minutes before the window at least; without them nothing can be called a rise.",
  ),
  coldPriorReports: threshold(1, "network", "Cold start: prior count of the trailing rate, with the next number."),
  coldPriorMinutes: threshold(10, "minutes", "Cold start: prior time of the trailing rate."),
  frozenPhi: threshold(
    0.2,
    "1",
    "Cold start: dispersion of the rate that an outage is measured against; some minutes of history know it only roughly.",
  ),
  flushGap: threshold(3, "minutes", "A gap of our own ingest from this length on is followed by a flush."),
  flushMinutes: threshold(
    2,
    "minutes",
    "Minutes after a gap that count as part of it: pages retry what they could not send, and that flush is not a spike.",
  ),
  possibleHold: threshold(
    10,
    "minutes",
    "`possible` and `unconfirmed` stay this long after the evidence is gone: no flicker.",
  ),
  possibleLasts: threshold(30, "minutes", "`possible` that lasts this long opens an incident of that level."),
  possibleWindow: threshold(
    60,
    "minutes",
    "Unless it rests on a longer window: six reports in four hours are no incident of a tiny service.",
  ),
  endSpread: threshold(1.5, "standard deviations", "An incident is calm when the excess of 15 minutes is below this."),
  endShare: threshold(
    0.04,
    "of the peak",
    "It is also calm below this share of its peak, if the fall was sharp: late reports trickle in for hours after a repair.",
  ),
  endSharpFall: threshold(
    5,
    "times",
    "Sharp: within the last hour 15 minutes held this many times the present count; a long outage that fades at night is no repair.",
  ),
  endHold: threshold(15, "minutes", "Calm must hold this long before the incident is resolved."),
  endGoesOn: threshold(
    0.5,
    "of the excess",
    "An outage that goes on is taken to hold this share of the excess that it had.",
  ),
  endEvidence: threshold(
    5,
    "nats",
    "A calm window must be so much likelier after an end than while the outage goes on: a quarter of an hour without one of four reports an hour is neither.",
  ),
  endSlack: threshold(
    1.5,
    "times",
    "While calm is being held, the limits are this much wider: one late minute does not restart the wait.",
  ),
  tailDecay: threshold(150, "minutes", "After the end late reports are expected to fade with this time constant."),
  reopenWithin: threshold(
    120,
    "minutes",
    "A new flag within this time of the end continues the same incident: two humps are one outage.",
  ),
  reopenShare: threshold(0.3, "of the old peak", "It needs this share of the old peak, else it is the tail."),
  peakedShare: threshold(
    0.7,
    "of the peak",
    "An incident has peaked when 15 minutes fall below this share of their maximum.",
  ),
} as const satisfies Readonly<Record<string, Threshold>>;
