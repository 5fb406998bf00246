import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { isoMinute, readDistractors, readShifts, readTruth, readWorld, warmUpEnd } from "#bench/detection-world.ts";
import { drawService, planWorld } from "#bench/world-draw.ts";
import { writeWorld } from "#bench/world-files.ts";
import { MIXTURES, type Mixture } from "#bench/world-mixture.ts";

const { tiny } = MIXTURES;
if (tiny === undefined) throw new Error("the mixture is there");
const small: Mixture = { ...tiny, services: 5, days: 5, warmUpDays: 2, shifts: 1, outages: { XS: 2, S: 2, M: 2 } };

const folders = [0, 1].map(() => mkdtempSync(join(tmpdir(), "world-")));
const [folder = "", again = ""] = folders;
afterAll(() => {
  for (const each of folders) rmSync(each, { recursive: true });
});

describe("a written world", { timeout: 60_000 }, () => {
  it("has the same bytes for the same seed", async () => {
    await writeWorld(folder, planWorld(small, 2), "tiny");
    await writeWorld(again, planWorld(small, 2), "tiny");
    const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(names.map(({ name }) => name).sort()).toEqual([
      "distractors.csv",
      "ingest_gaps.csv",
      "manifest.json",
      "outages.csv",
      "reports.csv.gz",
      "reports_by_country.csv.gz",
      "services.csv",
      "services_truth.csv",
    ]);
    for (const { parentPath, name } of names) {
      const path = join(parentPath, name);
      expect(readFileSync(path).equals(readFileSync(path.replace(folder, again)))).toBe(true);
    }
  });

  it("is read as it was drawn", async () => {
    const plan = planWorld(small, 2);
    const rows = await writeWorld(folder, plan, "tiny");
    const world = await readWorld(folder);
    expect(world.from).toBe(plan.from);
    const shown = plan.services.map((_, index) => drawService(plan, index));
    for (const [index, drawn] of shown.entries()) {
      const read = world.services[index]?.networks ?? [];
      expect(read).toHaveLength(world.to - world.from);
      expect(read).toEqual([...drawn.networks].slice(0, read.length));
    }
    expect(rows).toBe(shown.reduce((sum, { presses }) => sum + presses.filter((count) => count > 0).length, 0));
    expect(plan.gaps).not.toEqual([]);
    for (const gap of plan.gaps) {
      expect([world.known[gap.from - world.from], world.known[gap.to - world.from]]).toEqual([false, true]);
    }
  });

  it("tells its truth", () => {
    const plan = planWorld(small, 2);
    const outages = readTruth(join(folder, "truth"));
    expect(outages.map(({ start, signalEnd }) => [start, signalEnd])).toEqual(
      plan.outages.map(({ start, signalEnd }) => [start, signalEnd]),
    );
    expect(readDistractors(join(folder, "truth"))).toHaveLength(plan.distractors.length);
    const rising = plan.services.flatMap(({ slug, shift }) =>
      shift !== null && shift.factor > 1 ? [[slug, shift.at]] : [],
    );
    expect(rising).not.toEqual([]);
    expect(readShifts(join(folder, "truth")).map(({ service, start }) => [service, start])).toEqual(rising);
    expect(warmUpEnd(join(folder, "truth"))).toBe(plan.scoredFrom);
    expect(isoMinute(plan.scoredFrom)).toBe("2026-06-03T00:00");
  });
});
