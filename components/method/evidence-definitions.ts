import { limits } from "#lib/detection/thresholds.ts";
import { GATES } from "#lib/publish/evidence-words.ts";

/** Each test between a count and an outage, and what is said of it on the pages. */
export const EVIDENCE_DEFINITIONS = [
  ...GATES.map(({ name, asks }) => ({ term: name, text: asks })),
  {
    term: "Less than once in so many years",
    text: "An upper bound of how often the model fitted to the service makes as much evidence by chance, over all looks of a year. Looks overlap; the bound holds all the same. Said only where a baseline is known, all tests are passed and the counts are large enough; never more than 1,000 years, because no model of four weeks knows more.",
  },
  {
    term: "Rising at the same time",
    text: `Services whose reports began to rise within ${limits.collateralWithin} minutes of each other and that have to do with each other, or are both in an outage. All counts stand on one scale. A service that only rose is possible at most: people often report the wrong company.`,
  },
  {
    term: "Possible shared cause",
    text: "A cloud whose own reports rise while at least three services of different companies, and of two kinds or more, fail within half an hour of it, or a parent that rises so while two of its services fail. The catalogue does not know who runs on what, and reports cannot tell: it is possible, never known.",
  },
  {
    term: "False alarm",
    text: "An incident that an operator of this site has marked as none, with a reason. Its record stays at its address with all figures, says so at its top and in every file, and leaves the lists of outages. The scorecard counts it.",
  },
] as const;
