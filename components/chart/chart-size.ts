/** The chart of a service or incident on a phone and in a page's wide column, in pixels. The box of the chart keeps these proportions. */
export const PHONE_CHART = { width: 360, height: 264 } as const;
export const PAGE_CHART = { width: 736, height: 340 } as const;

/** The same proportions as classes: nothing moves when the drawing arrives or is taken over by the script. */
export const CHART_BOX = "aspect-[360/264] sm:aspect-[736/340]";
