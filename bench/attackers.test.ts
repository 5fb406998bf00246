import { describe, expect, it } from "vitest";
import { ATTACK_CASES } from "#bench/attack-cases.ts";
import { isAsExpected, playAttack } from "#bench/attack-world.ts";

const caseOf = (name: string) => {
  const found = ATTACK_CASES.find((kind) => kind.name === name);
  if (found === undefined) throw new Error(`there is no case ${name}`);
  return found;
};

/** The share of runs that come out as they must. */
function shareOf(name: string, runs: number): number {
  const kind = caseOf(name);
  const good = Array.from({ length: runs }, (_, seed) => isAsExpected(kind, playAttack(kind, seed))).filter(Boolean);
  return good.length / runs;
}

describe("attackers", () => {
  it.each(["one address", "one /64", "one /48", "one /24", "three hosting ASNs x 1,000 addresses", "50 exits x 200"])(
    "open nothing from %s",
    { timeout: 60_000 },
    (name) => {
      expect(shareOf(name, 50)).toBe(1);
    },
  );

  it("open nothing of 50 services at once", { timeout: 60_000 }, () => {
    expect(shareOf("50 services at once, 10 exits x 20", 4)).toBe(1);
  });

  it.each([100, 556])(
    "open nothing of 50 services at once, one of which had half or twice as many honest reports just before (run %i)",
    { timeout: 60_000 },
    (seed) => {
      expect(playAttack(caseOf("50 services at once, 10 exits x 20"), seed).opened).toBe(0);
    },
  );

  it("open nothing by a slow drip of three weeks", { timeout: 60_000 }, () => {
    expect(shareOf("slow drip", 4)).toBe(1);
  });

  it("do not hide an outage by such a drip", { timeout: 60_000 }, () => {
    expect(shareOf("honest outage after three weeks of slow drip", 4)).toBe(1);
  });
});

describe("honest reporters", () => {
  it("open an incident within a minute of a burst of three, from 40 providers", { timeout: 60_000 }, () => {
    expect(shareOf("honest outage, 200 reporters in 3 minutes, 40 ASNs", 50)).toBeGreaterThanOrEqual(0.99);
  });

  it("are not hidden by one loud room beside them", { timeout: 60_000 }, () => {
    expect(shareOf("honest outage beside one loud /24", 50)).toBeGreaterThanOrEqual(0.95);
  });

  it("open one of a network from within it", { timeout: 60_000 }, () => {
    expect(shareOf("outage of a network within its own ASN", 50)).toBeGreaterThanOrEqual(0.95);
  });

  it("play the same run for the same seed", () => {
    const kind = caseOf("one /24");
    expect(playAttack(kind, 7)).toEqual(playAttack(kind, 7));
  });
});
