import { type Threshold, threshold } from "#lib/detection/threshold.ts";

/** What is normal: learning, spread and drift. */
export const NORMAL_THRESHOLDS = {
  learningDays: threshold(
    28,
    "days",
    "How far back a baseline looks: long enough for four weekends, short enough to follow a service that grows.",
  ),
  countryNetworks: threshold(
    40,
    "networks",
    "A country with so many within the days of learning is judged by its own counts, too: with fewer it has no usual to rise above.",
  ),
  countryShare: threshold(0.9, "of all networks", "Unless it is nearly the whole service, whose counts say the same."),
  countrySeries: threshold(
    12,
    "countries",
    "At most so many of a service, the largest: each is a further chance of a false alarm, and a further cost.",
  ),
  shapeHalfLife: threshold(
    12,
    "days",
    "Weight of the past in the shape of the day: halves every 12 days, as habits change with the season.",
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
    "networks",
    "Weight of the smoother shape against the slot's own count: a small service has little to say about ten minutes of its day.",
  ),
  dayTypeSmoothing: threshold(
    60,
    "networks",
    "Weight of 'all days are alike' against Saturday's and Sunday's own counts.",
  ),
  dayTypeDays: threshold(
    0.25,
    "days",
    "The same in days' worth of networks: the first hour of the first Saturday says nothing of Saturdays.",
  ),
  levelPrior: threshold(
    0.5,
    "networks",
    "Added to what was seen, with an hour: a service without any report still expects a little, so that one is no surprise.",
  ),
  clipRatio: threshold(
    2.5,
    "times expected",
    "What exceeds this (plus the next number) in ten minutes teaches the baseline only up to it: yesterday's outage must not become today's normal.",
  ),
  clipExtra: threshold(4, "networks", "The room above the clip for services whose ten minutes expect nearly nothing."),
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
  phiMinuteWeight: threshold(200, "squared networks", "Weight of that common value against the service's own minutes."),
  phiMin: threshold(0.01, "1", "Lower bound of a learned dispersion: a calm month must not make the detector nervous."),
  phiMax: threshold(0.5, "1", "Upper bound of a learned dispersion: one wild month must not deafen the detector."),
  phiPriorWeight: threshold(
    2000,
    "squared networks",
    "Weight of the common dispersion against the service's own residuals.",
  ),
  tailDays: threshold(60, "days", "A service's own bursts may open an outage once in so many days."),
  tailScale: threshold(1, "nats", "Scale of the daily highest evidence of counts without bursts."),
  tailPriorDays: threshold(10, "days", "Weight of that common value against the service's own days."),
  tailMax: threshold(60, "nats", "Upper bound of a service's own threshold: nothing may be too restless to fail."),
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
  shiftAfter: threshold(
    1080,
    "minutes",
    "A rise that lasts this long teaches how busy the service is: a new level, not an outage of many days.",
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
} as const satisfies Readonly<Record<string, Threshold>>;
