// npm run bench:scenarios [-- --seed 1] [--only <part of a name>]
import { parseArgs } from "node:util";
import { readScenario, scenarioIds } from "#bench/read-scenario.ts";
import { failuresOf, playScenario, trialsOf } from "#bench/scenario-trial.ts";

const { values } = parseArgs({ options: { seed: { type: "string" }, only: { type: "string" } } });
const seed = Number(values.seed ?? "1");
const trials = scenarioIds().flatMap((id) => trialsOf(readScenario(id), seed));
const chosen = trials.filter(({ name }) => name.includes(values.only ?? ""));
let held = 0;
for (const { name, scenario, staging } of chosen) {
  const failures = failuresOf(scenario, staging, playScenario(scenario, staging));
  if (failures.length === 0) held += 1;
  for (const failure of failures) console.log(`${name}: ${failure}`);
}
console.log(`${held} of ${chosen.length} hold all that they must (seed ${seed})`);
if (held < chosen.length) process.exitCode = 1;
