/** A line of the table: a fault, what was seen, and whether all held that must hold. */
export interface FaultLine {
  readonly fault: string;
  readonly seen: string;
  /** What did not hold, in words. Empty: the fault was survived. */
  readonly broken: readonly string[];
}

/** A line from its figures and its conditions, each named by what is wrong when it does not hold. */
export function faultLine(fault: string, seen: string, conditions: Readonly<Record<string, boolean>>): FaultLine {
  const broken = Object.entries(conditions).flatMap(([wrong, holds]) => (holds ? [] : [wrong]));
  return { fault, seen, broken };
}

/** Largest of the figures, rounded; 0 of none. */
export function worst(figures: readonly number[]): number {
  return Math.round(figures.reduce((most, figure) => Math.max(most, figure), 0));
}
