import type { StateKey } from "#lib/live/snapshot.ts";

/**
 * The mark of a state in a box of 16 x 16: ring, half disc, dashed ring, full disc. The shapes differ in outline
 * and in how much is filled, so that they are told apart without colour.
 */
export interface StateShape {
  /** Stroked circle around (8, 8); null for the full disc. */
  readonly ring: { readonly radius: number; readonly width: number; readonly dash: string | null } | null;
  /** Filled path, or null. */
  readonly fill: string | null;
}

const RING = { radius: 6.5, width: 2, dash: null };

const SHAPES: Readonly<Record<StateKey, StateShape>> = {
  normal: { ring: RING, fill: null },
  possible: { ring: RING, fill: "M8 1.5a6.5 6.5 0 0 1 0 13z" },
  unconfirmed: { ring: { ...RING, dash: "3.2 1.9" }, fill: null },
  outage: { ring: null, fill: "M8 .5a7.5 7.5 0 0 1 0 15a7.5 7.5 0 0 1 0-15z" },
};

export function stateShape(state: StateKey): StateShape {
  return SHAPES[state];
}

/** The mark as SVG, `size` pixels wide. It is hidden from screen readers because the state's word stands beside it. */
export function renderStateShape(state: StateKey, colour: string, size = 16): string {
  const { ring, fill } = SHAPES[state];
  const dash = ring?.dash ? ` stroke-dasharray="${ring.dash}"` : "";
  const circle = ring
    ? `<circle cx="8" cy="8" r="${ring.radius}" fill="none" stroke="${colour}" stroke-width="${ring.width}"${dash}/>`
    : "";
  const path = fill ? `<path d="${fill}" fill="${colour}"/>` : "";
  return `<svg viewBox="0 0 16 16" width="${size}" height="${size}" aria-hidden="true">${circle}${path}</svg>`;
}
