/**
 * The chart of a service or incident in pixels: on a phone, in the column of a service's page, and over the whole width of a record, of
 * a small window and of a desktop's. The box of the chart keeps these proportions.
 */
export const PHONE_CHART = { width: 360, height: 264 } as const;
export const PAGE_CHART = { width: 736, height: 340 } as const;
export const WIDE_CHART = { width: 920, height: 425 } as const;
export const RECORD_CHART = { width: 1104, height: 440 } as const;

/** Which place a chart has in its page. */
export type ChartPlace = "column" | "record";

/** The same proportions as classes: nothing moves when the drawing arrives or is taken over by the script. */
export const CHART_BOX: Readonly<Record<ChartPlace, string>> = {
  column: "aspect-[360/264] sm:aspect-[736/340]",
  record: "aspect-[360/264] sm:aspect-[736/340] lg:aspect-[1104/440]",
};
