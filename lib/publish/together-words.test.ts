import { describe, expect, it } from "vitest";
import { asMinute } from "#lib/buckets/minute.ts";
import type { CauseView, TogetherCompanion, TogetherService } from "#lib/live/snapshot.ts";
import { causeWords, companionWords, listWords, orderWords, relationWords } from "#lib/publish/together-words.ts";

const own: TogetherService = {
  slug: "att",
  name: "AT&T",
  state: "outage",
  incidentId: "2024-02-22-att",
  began: asMinute(28_478_400),
  peak15: 1_200,
  expected15: 4,
};

function companion(change: Partial<TogetherCompanion> = {}): TogetherCompanion {
  const verizon = { slug: "verizon", name: "Verizon", state: "possible", incidentId: null, peak15: 60 } as const;
  const order = { relation: "same-kind", minutesAfter: 6, times: 20, isLarger: false, before: 0 } as const;
  return { ...own, ...verizon, ...order, ...change };
}

describe("a service that rose together with another", () => {
  it("and is healthy, is named by how much more the other rose", () => {
    expect(companionWords(companion(), own)).toBe(
      "Reports rose too, 6 minutes later; those of AT&T are about 20 times as many, and some who mean AT&T report Verizon.",
    );
    expect(companionWords(companion({ minutesAfter: 0 }), own)).toMatch(/^Reports rose at the same time;/);
  });

  it("and is the larger one, is named so on the page of the smaller", () => {
    expect(companionWords(companion({ isLarger: true }), own)).toContain("some who mean Verizon report AT&T");
  });

  it("and is about as large, is not put above or below it", () => {
    expect(companionWords(companion({ times: 1.4 }), own)).toBe("Reports rose too, 6 minutes later; about as many.");
  });

  it("and is in an outage itself, is called that with order and size", () => {
    expect(companionWords(companion({ state: "outage", minutesAfter: -4, times: 1.2 }), own)).toBe(
      "Far above normal, beginning 4 minutes earlier; about as many reports as AT&T.",
    );
    expect(companionWords(companion({ state: "outage" }), own)).toContain("AT&T has about 20 times as many");
    expect(companionWords(companion({ state: "outage", isLarger: true }), own)).toContain(
      "about 20 times as many reports as AT&T",
    );
  });

  it.each(["possible", "unconfirmed"] as const)("is never called failing while it is %s", (state) => {
    for (const isLarger of [true, false]) {
      expect(companionWords(companion({ state, isLarger }), own)).not.toMatch(/down|fail|outage|far above/i);
    }
  });

  it.each([
    ["parent", 0, "AT&T belongs to Verizon."],
    ["child", 0, "Verizon belongs to AT&T."],
    ["sibling", 0, "Both belong to the same parent."],
    ["same-kind", 3, "Of the same kind; rose together 3 times in the 90 days before."],
    ["same-kind", 1, "Of the same kind."],
    ["carrier", 0, "Verizon carries other services."],
    ["carried", 0, "AT&T carries other services."],
    ["rose-before", 4, "Rose together 4 times in the 90 days before."],
    ["none", 0, ""],
  ] as const)("as %s (%d times before): %s", (relation, before, words) => {
    expect(relationWords(companion({ relation, before }), own)).toBe(words);
  });
});

describe("a possible shared cause", () => {
  const services = ["Netflix", "Zoom", "Steam"].map((name) => ({ ...own, name }));
  const cause: CauseView = { kind: "carrier", supplier: { ...own, name: "AWS" }, services };

  it.each(["carrier", "parent"] as const)("is never a fact (%s)", (kind) => {
    expect(causeWords({ ...cause, kind })).toMatch(
      /Netflix, Zoom and Steam.* AWS, .*\. A shared cause is possible; reports alone cannot show it\.$/,
    );
  });
});

describe("words of order", () => {
  it.each([
    [0, "at the same time"],
    [1, "1 minute later"],
    [-65, "1 hour 5 minutes earlier"],
  ])("%d is %s", (minutes, words) => {
    expect(orderWords(minutes)).toBe(words);
  });

  it("list names as English does", () => {
    expect([[], ["A"], ["A", "B"], ["A", "B", "C"]].map(listWords)).toEqual(["", "A", "A and B", "A, B and C"]);
  });
});
