import { z } from "zod";
import { type Baseline, baselineSchema } from "#lib/detection/baseline.ts";

const countryBaselineSchema = z.object({ country: z.string(), baseline: baselineSchema });

/** What is normal for one country of a service. */
export type CountryBaseline = z.infer<typeof countryBaselineSchema>;

/** What is normal for a service, and for its countries that are judged by their own counts. */
export interface ServiceBaseline {
  /** Null: too little is known. */
  readonly baseline: Baseline | null;
  readonly countries: readonly CountryBaseline[];
}

/** What is stored of a service; null for what another version of the detector learned, which says nothing to this one. */
export function parseServiceBaseline(model: unknown, countries: unknown): ServiceBaseline | null {
  const whole = baselineSchema.nullable().safeParse(model);
  const own = z.array(countryBaselineSchema).safeParse(countries ?? []);
  return whole.success && own.success ? { baseline: whole.data, countries: own.data } : null;
}
