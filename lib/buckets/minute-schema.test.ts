import { expect, it } from "vitest";
import { minuteSchema } from "#lib/buckets/minute-schema.ts";

it.each([-1, 1.5, 1e12, Number.NaN, "7", null])("%s is no minute, and says so without throwing", (value) => {
  expect(minuteSchema.safeParse(value).success).toBe(false);
  expect(minuteSchema.nullable().catch(null).parse(value)).toBeNull();
});

it("a minute is read as one", () => {
  expect(minuteSchema.parse(29_000_000)).toBe(29_000_000);
});
