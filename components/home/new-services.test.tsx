import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { NewServiceList } from "#components/home/new-services.tsx";
import { asMinute, minuteToMs } from "#lib/buckets/minute.ts";
import type { HomeFrame } from "#lib/live/live-frame.ts";

const NOW = asMinute(29_000_100);
type NewService = HomeFrame["services"][number];

function service(name: string, state: NewService["state"], reports15: number): NewService {
  const rest = { category: "ai", since: asMinute(NOW - 5), incidentId: null, expected15: 4 };
  return { slug: name.toLowerCase(), name, state, reports15, ...rest };
}

const html = (...services: NewService[]) =>
  renderToStaticMarkup(<NewServiceList services={services} nowMs={minuteToMs(NOW)} />);
/** What a screen reader says when it changes. */
const spoken = (markup: string) =>
  [...markup.matchAll(/<(\w+) (?:role="status"|aria-live)[^>]*>(.*?)<\/\1>/g)].map(([, , inside]) => inside).join();

describe("the services that are new on the home page", () => {
  it("are read aloud by name and state, and not again with every report", () => {
    const [before, after] = [39, 40].map((reports) =>
      html(service("ChatGPT", "outage", reports), service("X", "possible", 9)),
    );
    expect(before).toContain(">39<");
    expect(after).toContain(">40<");
    expect(spoken(before ?? "")).toBe("New since you opened this page: ChatGPT, problems; X, possible problems.");
    expect(spoken(after ?? "")).toBe(spoken(before ?? ""));
  });

  it("are not spoken of while there are none", () => {
    expect(spoken(html())).toBe("");
    expect(html()).not.toContain("<section");
  });
});
