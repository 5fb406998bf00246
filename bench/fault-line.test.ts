import { expect, it } from "vitest";
import { faultLine, outcome, untried } from "#bench/fault-line.ts";

it.each([
  ["all held", faultLine("a fault", "seen", { "it was late": true }), "yes"],
  [
    "something did not hold",
    faultLine("a fault", "seen", { "it was late": false, "it was lost": false }),
    "NO: it was late; it was lost",
  ],
  ["it could not be tried", untried("a fault", "only root may"), "not tried"],
])("a fault's line says when %s", (_, line, said) => {
  expect(outcome(line)).toBe(said);
});
