import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { type Config, parseConfig } from "#lib/config.ts";
import { checkStart } from "#server/check-start.ts";
import { freePort } from "#server/free-port.ts";
import { CatalogueError } from "#server/read-catalogue.ts";

let config: Config;
beforeAll(async () => {
  config = parseConfig({ HOST: "127.0.0.1", PORT: String(await freePort()) });
});

async function catalogueOf(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "groundswell-check-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, "web.json"), text);
  return folder;
}

const WRONG = JSON.stringify({ category: "web", services: [{ slug: "beta", name: "Beta", parent: "omega" }] });

describe("before anything is built", () => {
  it("the catalogue that comes with the program is found to be right", async () => {
    await expect(checkStart(config)).resolves.toBeUndefined();
  });

  it.each([
    ["a mistake", WRONG, "web.json: beta: the parent omega is in no file"],
    ["no JSON", "{", "web.json: is not JSON"],
  ])("a catalogue with %s is refused", async (_, text, sentence) => {
    const asked = checkStart(config, await catalogueOf(text));
    await expect(asked).rejects.toThrow(CatalogueError);
    await expect(asked).rejects.toThrow(sentence);
  });

  it("nothing is asked of a catalogue by who does not fill it in", async () => {
    await expect(checkStart({ ...config, ROLE: "web" }, await catalogueOf(WRONG))).resolves.toBeUndefined();
  });
});
