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

/** A value and where it stands, in steps. */
interface Placed {
  readonly at: number;
  readonly value: number | null;
}

/** The values at their places. One without neighbours is a step wide: a line through a single point is nothing to see. */
function placed(values: readonly (number | null)[]): Placed[] {
  const isKnown = (index: number) => (values[index] ?? null) !== null;
  return values.flatMap((value, index): Placed[] => {
    if (value === null || isKnown(index - 1) || isKnown(index + 1)) return [{ at: index, value }];
    const from = Math.max(0, Math.min(index - 0.5, values.length - 2));
    return [
      { at: from, value },
      { at: from + 1, value },
    ];
  });
}

/**
 * A small chart of counts, oldest first, from zero to `top` (`sharedTop` of its list). The line keeps a pixel of
 * distance from the upper edge, so that its stroke is not cut, and is broken where a count is not known: a line across would be
 * an invention, and one along the bottom too. No values: empty paths.
 */
export function sparkline(values: readonly (number | null)[], top: number, width: number, height: number): Sparkline {
  const x = scaleLinear([0, Math.max(1, values.length - 1)], [0, width]);
  const y = scaleLinear([0, Math.max(1, top)], [height - 1, 1]).clamp(true);
  const points = placed(values);
  const place = ({ at }: Placed) => x(at);
  const isKnown = ({ value }: Placed) => value !== null;
  const rise = ({ value }: Placed) => y(value ?? 0);
  return {
    width,
    height,
    area: area<Placed>().defined(isKnown).x(place).y0(height).y1(rise).digits(1)(points) ?? "",
    line: line<Placed>().defined(isKnown).x(place).y(rise).digits(1)(points) ?? "",
  };
}
