import { type Anchor, labelRoom } from "#lib/publish/chart-labels.ts";

/** A text wanted at a tick, with the anchors that would do, best first. */
export interface LabelWish {
  readonly tickX: number;
  readonly text: string;
  readonly anchors: readonly Anchor[];
  /** What leaving it out costs; 100 when absent. The dearest labels stay where there is no room for all. */
  readonly worth?: number;
}

/** Where a label came to stand: row 0 is the lowest. `x` is where the text is anchored, a little off its tick. */
export interface PlacedLabel {
  readonly tickX: number;
  readonly x: number;
  readonly text: string;
  readonly anchor: Anchor;
  readonly row: number;
}

/** What the labels have: from left to right, and so many rows. */
export interface LabelSpace {
  readonly left: number;
  readonly right: number;
  readonly rows: number;
}

interface Attempt {
  readonly cost: number;
  readonly labels: readonly (PlacedLabel | null)[];
}

const GAP = 6;
const TICK_GAP = 2;
const OFF_TICK: Readonly<Record<Anchor, number>> = { start: 4, middle: 0, end: -4 };
/** A label left out is worse than all labels in the highest row with their last anchor. */
const COST = { leftOut: 100, row: 3, anchor: 1 };

function overlaps(one: readonly [number, number], other: readonly [number, number], gap: number): boolean {
  return one[1] + gap > other[0] && other[1] + gap > one[0];
}

/** The room of a label together with the tick beside it. */
function roomOf({ x, text, anchor, tickX }: PlacedLabel): readonly [number, number] {
  const [left, right] = labelRoom(x, text, anchor);
  return [Math.min(left, tickX), Math.max(right, tickX)];
}

/** Two labels of a row must not touch, nor a label and the tick that rises past it to a higher row. */
function collide(one: PlacedLabel, other: PlacedLabel): boolean {
  if (one.row === other.row) return overlaps(roomOf(one), roomOf(other), GAP);
  const [lower, higher] = one.row < other.row ? [one, other] : [other, one];
  return overlaps(labelRoom(lower.x, lower.text, lower.anchor), [higher.tickX, higher.tickX], TICK_GAP);
}

function placesFor(wish: LabelWish, space: LabelSpace): { readonly label: PlacedLabel; readonly cost: number }[] {
  return Array.from({ length: space.rows }, (_, row) => row).flatMap((row) =>
    wish.anchors.flatMap((anchor, index) => {
      const { tickX, text } = wish;
      const label = { tickX, text, anchor, row, x: tickX + OFF_TICK[anchor] };
      const [left, right] = labelRoom(label.x, text, anchor);
      const isInside = left >= space.left && right <= space.right;
      return isInside ? [{ label, cost: row * COST.row + index * COST.anchor }] : [];
    }),
  );
}

/** The cheapest way to place the wishes beside what stands already. A wish has at most rows x anchors places, so four have a few thousand ways, most of which are too dear before they are whole. */
function place(wishes: readonly LabelWish[], taken: readonly PlacedLabel[], space: LabelSpace): Attempt {
  const [wish, ...rest] = wishes;
  if (wish === undefined) return { cost: 0, labels: [] };
  const without = place(rest, taken, space);
  let best: Attempt = { cost: (wish.worth ?? COST.leftOut) + without.cost, labels: [null, ...without.labels] };
  for (const { label, cost } of placesFor(wish, space)) {
    if (cost >= best.cost || taken.some((other) => collide(label, other))) continue;
    const others = place(rest, [...taken, label], space);
    if (cost + others.cost < best.cost) best = { cost: cost + others.cost, labels: [label, ...others.labels] };
  }
  return best;
}

/**
 * Places groups of labels (at most four wishes each) in rows above the plot so that none covers another or another's
 * tick. Earlier groups come first; a wish without room comes back as null.
 */
export function placeLabels(
  groups: readonly (readonly LabelWish[])[],
  space: LabelSpace,
): (readonly (PlacedLabel | null)[])[] {
  const taken: PlacedLabel[] = [];
  return groups.map((wishes) => {
    const { labels } = place(wishes, taken, space);
    taken.push(...labels.filter((label) => label !== null));
    return labels;
  });
}
