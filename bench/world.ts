// npm run bench:world -- --seed 1 --mixture tiny --out <folder>
import { parseArgs } from "node:util";
import { planWorld } from "#bench/world-draw.ts";
import { writeWorld } from "#bench/world-files.ts";
import { MIXTURES } from "#bench/world-mixture.ts";

const USAGE = `npm run bench:world -- --seed <number> --mixture <name> --out <folder>

mixtures: ${Object.keys(MIXTURES).join(", ")}`;

const { values } = parseArgs({
  options: { seed: { type: "string" }, mixture: { type: "string" }, out: { type: "string" } },
});
const mixture = MIXTURES[values.mixture ?? ""];
const seed = Number(values.seed ?? "1");
if (mixture === undefined || values.out === undefined || !Number.isSafeInteger(seed)) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  const plan = planWorld(mixture, seed);
  const rows = await writeWorld(values.out, plan, values.mixture ?? "");
  console.log(`${plan.services.length} services, ${plan.outages.length} outages, ${rows} rows in ${values.out}`);
}
