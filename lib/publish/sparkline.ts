import { scaleLinear } from "d3-scale";
import { area, line } from "d3-shape";

/** The least top of a shared scale: in a list of calm services a single report must not look like a wave. */
const LEAST_TOP = 5;

export interface Sparkline {
  readonly width: number;
  readonly height: number;
  readonly area: string;
  readonly line: string;
}

/** The one scale of a list: the highest value of all its small charts. On its own scale 200 reports would look like 75,000. */
export function sharedTop(lists: readonly (readonly (number | null)[])[]): number {
  return lists.reduce(
    (top, values) => values.reduce<number>((high, value) => Math.max(high, value ?? 0), top),
    LEAST_TOP,
  );
}

/**
 * A small chart of counts, oldest first, from zero to `top` (`sharedTop` of its list). The line keeps a pixel of
 * distance from the upper edge, so that its stroke is not cut, and is broken where a count is not known: a line across would be
 * an invention, and one along the bottom too. No values: empty paths.
 */
export function sparkline(values: readonly (number | null)[], top: number, width: number, height: number): Sparkline {
  const x = scaleLinear([0, Math.max(1, values.length - 1)], [0, width]);
  const y = scaleLinear([0, Math.max(1, top)], [height - 1, 1]).clamp(true);
  const points = [...values];
  const place = (_: number | null, index: number) => x(index);
  const isKnown = (value: number | null) => value !== null;
  const rise = (value: number | null) => y(value ?? 0);
  return {
    width,
    height,
    area: area<number | null>().defined(isKnown).x(place).y0(height).y1(rise).digits(1)(points) ?? "",
    line: line<number | null>().defined(isKnown).x(place).y(rise).digits(1)(points) ?? "",
  };
}
