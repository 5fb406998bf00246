import { type Threshold, threshold } from "#lib/detection/threshold.ts";

/** Whose rise it is: a crowd's, a rival's, everybody's. */
export const GATE_THRESHOLDS = {
  minSources: threshold(
    4,
    "AS numbers or address groups",
    "Diversity: distinct sources at least; below it the state is `unconfirmed`.",
  ),
  minEffectiveSources: threshold(
    2.5,
    "sources",
    "Diversity: exp(entropy) of the reports' sources at least; one loud room among quiet ones does not pass.",
  ),
  minEffectiveSourcesShort: threshold(
    6,
    "sources",
    "The same in windows below five minutes: three hosting providers look like a crowd until their networks meet again.",
  ),
  crowdPool: threshold(
    1500,
    "networks",
    "Networks that a crowd is drawn from at least: the smallest countries have that many address blocks of homes.",
  ),
  crowdSpread: threshold(
    1.75,
    "standard deviations",
    "Reports that share a network beyond what such a pool explains, by this much: few senders, many reports.",
  ),
  crowdSpreadShort: threshold(
    1,
    "standard deviations",
    "The same in windows below five minutes: in an attacker's first minute his networks hardly meet again yet.",
  ),
  crowdNetworks: threshold(400, "networks", "So many networks are a crowd, however many reports each sends."),
  smallRiseEvidence: threshold(
    6.5,
    "nats",
    "A service rises a little from this evidence in reports on, in one of a few short windows: less is chance in some of thousands.",
  ),
  smallRiseNetworks: threshold(
    30,
    "networks",
    "A rise of more networks than this speaks for itself, whoever reports other services.",
  ),
  smallRises: threshold(8, "services", "So many small rises at once may be one script's."),
  smallRisesShare: threshold(
    0.01,
    "of the services",
    "And so many of those with recent reports: some always rise by chance.",
  ),
  largeRisesShare: threshold(
    0.2,
    "of the small rises",
    "With more large rises than this beside them they are customers of one supplier, not a script's.",
  ),
  smallRisesLeast: threshold(
    12,
    "networks",
    "While so many services rise a little at once, one with fewer networks than this waits: a script's exits meet again within minutes.",
  ),
  stirReports: threshold(
    2,
    "reports",
    "A service stirs from so many within two or five minutes on: a single report of a tiny one is chance, however seldom it has any.",
  ),
  stirEvidence: threshold(
    2,
    "nats",
    "And from this evidence on, which a busy service's reports of so few minutes seldom have by chance.",
  ),
  stirShare: threshold(
    0.1,
    "of the services",
    "So many that stir at once are as many small rises: a script's first minute brings each two reports only, and one that had five honest ones just before was called an outage for them.",
  ),
  sendersSpread: threshold(
    4,
    "standard deviations",
    "Reports of all small rises that share a network beyond the usual ones, by this much: one script's few senders.",
  ),
  sendersShare: threshold(
    0.1,
    "of the excess",
    "And so much of what these services rise: households report twice, too, but not every tenth at once.",
  ),
  diversityWindow: threshold(60, "minutes", "Diversity is measured over this many minutes."),
  volumeReports: threshold(
    20,
    "reports",
    "Volume without diversity is shown from this many reports on; fewer are one room, and nobody's business.",
  ),
  loudSources: threshold(
    5,
    "AS numbers or address groups",
    "So many sources whose reports come from the same networks again and again are set aside, and the rest is judged: one loud room must not hide an outage.",
  ),
  loudRepeats: threshold(
    5,
    "reports per network",
    "A source is loud from this many on; few senders spread over many sources are not, and all of them are asked together.",
  ),
  talkHalfLife: threshold(
    3,
    "minutes",
    "Talk about a healthy service is there at once and halves in this time; a fault is noticed late, and lasts.",
  ),
  talkRise: threshold(0.4, "minutes", "Time constant in which talk reaches its height."),
  faultRise: threshold(0.6, "minutes", "Time constant in which a fault's reports reach their height."),
  talkPhi: threshold(
    0.1,
    "1",
    "Dispersion of the minutes of a rise around its shape: hundreds of reports in two minutes are no proof.",
  ),
  talkEvidence: threshold(
    -0.4,
    "nats",
    "A rise that looks more like talk than this is not called an outage yet, however many report.",
  ),
  firstMinuteEvidence: threshold(
    20,
    "nats",
    "A rise of a single minute has no shape yet: it asks for this much evidence, or waits for the next minute.",
  ),
  commonServices: threshold(8, "services", "The common factor needs this many quiet services with enough reports."),
  commonMax: threshold(
    3,
    "times",
    "Upper bound of the common factor: 'the internet is down' talk raises everything a little, not a hundredfold.",
  ),
  collateralWithin: threshold(
    90,
    "minutes",
    "A rise that is seen later than this after the larger incident's start is not explained by it, unless the two have risen together since.",
  ),
  collateralBefore: threshold(
    20,
    "minutes",
    "A rise that began this long before the larger incident's start is not explained by it; both starts are estimates.",
  ),
  collateralSmall: threshold(
    4,
    "times expected",
    "A rise below this, together with a failing service of its kind, is collateral.",
  ),
  collateralSmallRatio: threshold(2, "times", "If the failing service rose at least this many times as far."),
  collateralSmallExcess: threshold(
    2,
    "times",
    "And gained so many times as many reports: who means it is a part of its crowd, and a tiny service's outage explains no large one's.",
  ),
  collateralRatio: threshold(
    0.08,
    "of the larger rise",
    "Below this share of the failing service's rise (in times normal), a service of its kind is collateral: people report the wrong company.",
  ),
  collateralSpread: threshold(
    1,
    "standard deviation",
    "So far a rival's rise must surely lie above that share: forty reports may be fifty, and half of them chance.",
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
  collateralYoungExcess: threshold(
    1.5,
    "times",
    "So many times, until then, of a rival as of a child: at a tenth of Arc Raiders' reports AWS was accused two minutes after its first ones.",
  ),
  collateralOldRatio: threshold(
    0.12,
    "of the larger rise",
    "The share that holds after `collateralWithin`, of what has risen together since: in three hours of a night Verizon's crept from 7 to 8 % of AT&T's.",
  ),
  collateralFew: threshold(
    60,
    "reports",
    "Below so many above the expected ones a factor means little: a fiftieth of O2's rise beside Vodafone was 60 times its usual.",
  ),
  collateralFewTimes: threshold(8, "times", "Then the failing service's excess must be this many times as large."),
  collateralFewRatio: threshold(
    5,
    "times expected",
    "And it must itself be this far above its usual: nobody confuses a service with a large one that is hardly disturbed.",
  ),
  sharedServices: threshold(
    5,
    "services",
    "So many services that begin to fail together, those put down to a failing one among them, suggest a shared supplier: a few at once are chance among thousands.",
  ),
  sharedCategories: threshold(
    3,
    "categories",
    "Those that fail themselves are of this many kinds at least, else people confuse rivals.",
  ),
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
} as const satisfies Readonly<Record<string, Threshold>>;
