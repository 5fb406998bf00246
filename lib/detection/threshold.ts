/** A number that decides something: its value, its unit, and the error that it prevents. Printed by the method page. */
export interface Threshold {
  readonly value: number;
  readonly unit: string;
  readonly meaning: string;
}

/** One number of the detector. */
export const threshold = (value: number, unit: string, meaning: string): Threshold => ({ value, unit, meaning });
