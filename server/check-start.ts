import type { Config } from "#lib/config.ts";
import { openPlaces } from "#lib/reports/read-place.ts";
import { checkPort } from "#server/listen.ts";
import { readCatalogue } from "#server/read-catalogue.ts";

/**
 * Asked before anything is built for minutes: throws the ConfigError or StartError that a start would end with after it. Writes nothing. `catalogue` is the
 * folder of its files, absent: the one of this program.
 */
export async function checkStart(config: Config, catalogue?: string): Promise<void> {
  if (config.ROLE !== "worker") await openPlaces();
  if (config.ROLE === "all") await readCatalogue(catalogue);
  await checkPort(config);
}
