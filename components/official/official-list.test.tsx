import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { OfficialList } from "#components/official/official-list.tsx";
import { at } from "#lib/publish/testing/chart-fixtures.ts";
import { POISONED_NAMES } from "#lib/publish/testing/poisoned-names.ts";

const started = at("2024-11-09T00:07Z");

describe("the lag of the company's first update", () => {
  it.each([
    ["2024-11-09T00:21Z", "Reports rose 14 minutes before the company's first update."],
    ["2024-11-08T23:57Z", "The company's first update came 10 minutes before reports rose."],
    ["2024-11-09T00:07Z", "Reports rose in the minute of the company's first update."],
  ])("at %s is said in words", (first, words) => {
    const updates = [{ minute: at(first), known: at(first), text: "We know.", url: null }];
    const html = renderToStaticMarkup(<OfficialList updates={updates} started={started} nowMs={0} />);
    expect(html.replaceAll("&#x27;", "'")).toContain(words);
  });
});

describe("what a company said", () => {
  it.each(POISONED_NAMES)("with %s stays text", (_, text) => {
    const updates = [{ minute: started, known: started, text, url: null }];
    const html = renderToStaticMarkup(<OfficialList updates={updates} started={started} nowMs={0} />);
    expect(html).not.toMatch(/<script|<img/);
    expect(html).toContain("<bdi>");
  });
});
