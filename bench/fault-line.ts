/** A line of the table: a fault, what was seen, and whether all held that must hold. */
export interface FaultLine {
  readonly fault: string;
  readonly seen: string;
  /** What did not hold, in words. Empty: the fault was survived. Null: it was not tried. */
  readonly broken: readonly string[] | null;
}

/** A line from its figures and its conditions, each named by what is wrong when it does not hold. */
export function faultLine(fault: string, seen: string, conditions: Readonly<Record<string, boolean>>): FaultLine {
  const broken = Object.entries(conditions).flatMap(([wrong, holds]) => (holds ? [] : [wrong]));
  return { fault, seen, broken };
}

/** A line of what this machine cannot do. */
export function untried(fault: string, why: string): FaultLine {
  return { fault, seen: why, broken: null };
}

/** The last cell of a line. */
export function outcome({ broken }: FaultLine): string {
  if (broken === null) return "not tried";
  return broken.length === 0 ? "yes" : `NO: ${broken.join("; ")}`;
}

/** Largest of the figures, rounded; 0 of none. */
export function worst(figures: readonly number[]): number {
  return Math.round(figures.reduce((most, figure) => Math.max(most, figure), 0));
}
