import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseScenario, type Scenario } from "#bench/scenario.ts";

const directory = join(import.meta.dirname, "scenarios");

/** The ids of all scenario files, sorted. */
export function scenarioIds(): string[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith(".json"))
    .map((name) => name.slice(0, -".json".length))
    .sort();
}

/** Reads one scenario by its id, such as `chatgpt-2024-11-08`. Throws when there is no such file. */
export function readScenario(id: string): Scenario {
  return parseScenario(JSON.parse(readFileSync(join(directory, `${id}.json`), "utf8")));
}
