import { XMLValidator } from "fast-xml-parser";
import { describe, expect, it } from "vitest";
import { shieldsEndpoint, stateBadge } from "#lib/publish/state-badge.ts";
import { POISONED_NAMES } from "#lib/publish/testing/poisoned-names.ts";

describe("a badge", () => {
  it.each([
    ["outage", "live", "problems"],
    ["normal", "live", "nothing unusual"],
    ["possible", "demo", "possible problems (demo data, not news)"],
    [null, "live", "no longer observed"],
  ] as const)("of %s in %s mode says %j", (state, mode, message) => {
    const subject = { serviceName: "ChatGPT", state, mode };
    expect(stateBadge(subject)).toContain(`ChatGPT: ${message}`);
    expect(shieldsEndpoint(subject)).toMatchObject({ schemaVersion: 1, label: "ChatGPT", message });
  });

  it("has another colour for each state", () => {
    const colours = (["normal", "possible", "unconfirmed", "outage"] as const).map(
      (state) => shieldsEndpoint({ serviceName: "x", state, mode: "live" }).color,
    );
    expect(new Set(colours).size).toBe(4);
  });

  it.each(POISONED_NAMES)("of a service named %s is a small well-formed picture", (_, serviceName) => {
    const badge = stateBadge({ serviceName, state: "outage", mode: "live" });
    expect(XMLValidator.validate(badge)).toBe(true);
    expect(badge).not.toMatch(/<script|<img/);
    expect(badge.length).toBeLessThan(4_000);
  });
});
