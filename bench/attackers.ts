// npm run bench:attackers -- [--runs 1000] [--seed 1] [--only <part of a name>]
import { parseArgs } from "node:util";
import { z } from "zod";
import { ATTACK_CASES, type AttackCase } from "#bench/attack-cases.ts";
import { isAsExpected, LEVELS, type Outcome, playAttack } from "#bench/attack-world.ts";

const optionsSchema = z.object({
  runs: z.coerce.number().int().positive().default(1_000),
  seed: z.coerce.number().int().default(1),
  only: z.string().default(""),
});

const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`;

function report(kind: AttackCase, outcomes: readonly Outcome[]): boolean {
  const good = outcomes.filter((outcome) => isAsExpected(kind, outcome));
  const byLevel = LEVELS.map((level) => {
    const same = outcomes.filter((outcome) => outcome.level === level);
    return `${level}/min ${percent(same.filter((outcome) => isAsExpected(kind, outcome)).length, Math.max(1, same.length))}`;
  });
  const holds = good.length >= kind.share * outcomes.length;
  const outages = outcomes.filter((outcome) => outcome.outages > 0).length;
  const must = kind.expect === "nothing" ? "opens nothing" : "opens in time";
  console.log(`${holds ? "holds" : "FAILS"}  ${kind.name}`);
  console.log(
    `       ${must} in ${percent(good.length, outcomes.length)} of ${outcomes.length} runs (must: ${100 * kind.share} %)`,
  );
  console.log(`       by honest level: ${byLevel.join(", ")}; runs with an incident of level outage: ${outages}`);
  return holds;
}

const { values } = parseArgs({
  options: { runs: { type: "string" }, seed: { type: "string" }, only: { type: "string" } },
});
const { runs, seed, only } = optionsSchema.parse(values);
const results = ATTACK_CASES.filter(({ name }) => name.includes(only)).map((kind) => {
  const outcomes = Array.from({ length: runs }, (_, i) => playAttack(kind, seed + i));
  return report(kind, outcomes);
});
process.exitCode = results.every(Boolean) ? 0 : 1;
