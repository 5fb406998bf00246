/** A number that decides something: its value, its unit, and the error that it prevents. Printed by the method page. */
export interface Threshold {
  readonly value: number;
  readonly unit: string;
  readonly meaning: string;
}

const threshold = (value: number, unit: string, meaning: string): Threshold => ({ value, unit, meaning });

/** Raised whenever a number or a formula below changes: every stored verdict names the version that made it. */
export const THRESHOLDS_VERSION = 2;

/** Windows of the scan, in minutes, all ending now: short ones see a steep outage early, long ones a small one at all. */
export const SCAN_WINDOWS = [1, 2, 3, 5, 10, 15, 30, 60, 120, 240] as const;

/** Every number of the detector. Code reads them through `limits`. */
export const THRESHOLDS = {
  learningDays: threshold(
    28,
    "days",
    "How far back a baseline looks: long enough for four weekends, short enough to follow a service that grows.",
  ),
  shapeHalfLife: threshold(
    12,
    "days",
    "Weight of the past in the shape of the day: halves every 12 days, so that the clock change is forgotten.",
  ),
  levelHalfLife: threshold(
    5,
    "days",
    "Weight of the past in the level: a service that doubled last week is not in an outage this week.",
  ),
  minLearningDays: threshold(1, "days", "Below one known day there is no baseline, only the service's own last hours."),
  matureDays: threshold(
    2,
    "days",
    "Younger baselines ask for the larger counts of the cold start: the first night looks like a collapse, the first morning like an outage.",
  ),
  shapeSmoothing: threshold(
    12,
    "reports",
    "Weight of the smoother shape against the slot's own count: a small service has little to say about ten minutes of its day.",
  ),
  dayTypeSmoothing: threshold(
    60,
    "reports",
    "Weight of 'all days are alike' against Saturday's and Sunday's own counts.",
  ),
  dayTypeDays: threshold(
    0.25,
    "days",
    "The same in days' worth of reports: the first hour of the first Saturday says nothing of Saturdays.",
  ),
  levelPrior: threshold(
    0.5,
    "reports",
    "Added to what was seen, with an hour: a service without any report still expects a little, so that one is no surprise.",
  ),
  clipRatio: threshold(
    2.5,
    "times expected",
    "What exceeds this (plus the next number) in ten minutes teaches the baseline only up to it: yesterday's outage must not become today's normal.",
  ),
  clipExtra: threshold(4, "reports", "The room above the clip for services whose ten minutes expect nearly nothing."),
  phiPrior: threshold(
    0.045,
    "1",
    "Common dispersion (variance = m + phi m^2): real counts spread wider than Poisson, and Poisson raised five times as many false alarms.",
  ),
  phiMinute: threshold(
    0.05,
    "1",
    "Common dispersion of single minutes beyond that of hours; a window of w minutes has a w-th of it.",
  ),
  phiMinuteWeight: threshold(200, "squared reports", "Weight of that common value against the service's own minutes."),
  phiMin: threshold(0.01, "1", "Lower bound of a learned dispersion: a calm month must not make the detector nervous."),
  phiMax: threshold(0.5, "1", "Upper bound of a learned dispersion: one wild month must not deafen the detector."),
  phiPriorWeight: threshold(
    2000,
    "squared reports",
    "Weight of the common dispersion against the service's own residuals.",
  ),
  rangeTail: threshold(0.01, "probability", "The normal range that charts draw leaves out this much on each side."),
  driftFastShare: threshold(
    0.45,
    "1",
    "Share of the drift around the baseline that comes and goes within an hour; measured on counts without outages.",
  ),
  driftFastMinutes: threshold(60, "minutes", "Time constant of that share."),
  driftSlowMinutes: threshold(1000, "minutes", "Time constant of the rest: today is busier than the baseline knows."),
  driftGuard: threshold(
    5,
    "minutes",
    "A window is compared with what ended this long before it: an outage must not become its own normal.",
  ),
  driftFloor: threshold(
    0.02,
    "1",
    "Least relative variance of the drift, however calm the past: no forecast of people is better than to a seventh.",
  ),
  correctionMin: threshold(
    0.4,
    "times",
    "Lower bound of the running correction: a silent morning does not make ten reports an outage.",
  ),
  correctionMax: threshold(
    3,
    "times",
    "Upper bound of the running correction: above it something is wrong, and must be seen.",
  ),
  allowance: threshold(
    1.25,
    "times expected",
    "The scan asks for evidence beyond expected times this: slow drift of the level is not an outage.",
  ),
  outageEvidence: threshold(
    10.5,
    "nats",
    "Evidence for `outage`: about one chance in 36,000 per look when the spread is right.",
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
  minNetworks: threshold(
    6,
    "networks",
    "No state but normal below this many distinct networks: five friends are no outage.",
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
  coldNetworks: threshold(8, "networks", "Cold start: networks at least, while there is no baseline."),
  coldReports: threshold(10, "reports", "Cold start: reports at least."),
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
  coldPriorReports: threshold(1, "report", "Cold start: prior count of the trailing rate, with the next number."),
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
  minSources: threshold(
    4,
    "networks or AS numbers",
    "Diversity: distinct sources at least; below it the state is `unconfirmed`.",
  ),
  minEffectiveSources: threshold(
    2.5,
    "sources",
    "Diversity: exp(entropy) of the reports' sources at least; one loud room among quiet ones does not pass.",
  ),
  diversityWindow: threshold(60, "minutes", "Diversity is measured over this many minutes."),
  volumeReports: threshold(
    20,
    "reports",
    "Volume without diversity is shown from this many reports on; fewer are one room, and nobody's business.",
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
  commonServices: threshold(8, "services", "The common factor needs this many quiet services with enough reports."),
  commonMax: threshold(
    3,
    "times",
    "Upper bound of the common factor: 'the internet is down' talk raises everything a little, not a hundredfold.",
  ),
  collateralWithin: threshold(
    90,
    "minutes",
    "A rise that begins later than this after the larger incident's start is not explained by it.",
  ),
  collateralSmall: threshold(
    4,
    "times expected",
    "A rise below this, together with a failing service of its kind, is collateral.",
  ),
  collateralSmallRatio: threshold(2, "times", "If the failing service rose at least this many times as far."),
  collateralRatio: threshold(
    0.08,
    "of the larger rise",
    "Below this share of the failing service's rise (in times normal), a service of its kind is collateral: people report the wrong company.",
  ),
  collateralYoung: threshold(
    15,
    "minutes",
    "So long after its start the failing service's rise is still growing, and its rivals' rises look large beside it.",
  ),
  collateralYoungRatio: threshold(
    0.25,
    "of the larger rise",
    "The share that holds until then: a rival is not accused in haste.",
  ),
  collateralExcess: threshold(6, "times", "And the larger incident must have this many times the excess reports."),
  collateralFew: threshold(
    20,
    "reports",
    "Below so many above the expected ones a factor means little: a fiftieth of O2's rise beside Vodafone was 60 times its usual.",
  ),
  collateralFewTimes: threshold(12, "times", "Then the failing service's excess must be this many times as large."),
  sharedServices: threshold(
    5,
    "services",
    "So many services that begin to fail together suggest a shared supplier: a few at once are chance among thousands.",
  ),
  sharedCategories: threshold(3, "categories", "They are of this many kinds at least, else people confuse rivals."),
  sharedWithin: threshold(20, "minutes", "Together: their outages began within this time."),
  sharedLasts: threshold(120, "minutes", "So long after the first of them a further service is likelier to fail, too."),
  sharedNetworks: threshold(
    4,
    "networks",
    "Networks at least while services fail together: a small customer of a failing supplier is believed sooner.",
  ),
  sharedEvidence: threshold(2, "nats", "Evidence that is then not asked for: the odds of a failure are higher."),
  parentExcess: threshold(
    2,
    "times",
    "With this many times its excess reports, a parent's outage explains its child's rise: one outage, one incident.",
  ),
  peakedShare: threshold(
    0.7,
    "of the peak",
    "An incident has peaked when 15 minutes fall below this share of their maximum.",
  ),
} as const satisfies Readonly<Record<string, Threshold>>;

type Limits = { readonly [Name in keyof typeof THRESHOLDS]: number };

/** The values alone. */
export const limits = Object.fromEntries(
  Object.entries(THRESHOLDS).map(([name, { value }]) => [name, value]),
) as Limits;
