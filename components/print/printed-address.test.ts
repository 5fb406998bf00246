import { describe, expect, it } from "vitest";
import { printedAddress } from "#components/print/printed-address.ts";

const chosen = { language: "de", timeZone: "Europe/Berlin" } as const;

describe("the address of a file to take away", () => {
  it.each([
    ["/status/x.png", "/status/x.png?lang=de&tz=Europe/Berlin"],
    ["/incidents/x.svg?imType=print", "/incidents/x.svg?imType=print&lang=de&tz=Europe/Berlin"],
    ["/status/x.csv", "/status/x.csv?tz=Europe/Berlin"],
    ["/incidents/x.zip?asof=2024-11-09T00:30Z", "/incidents/x.zip?asof=2024-11-09T00:30Z&tz=Europe/Berlin"],
    ["/incidents/x.json", "/incidents/x.json"],
  ])("%s asks for the language and zone that were chosen, as far as the file knows them", (address, printed) => {
    expect(printedAddress(address, chosen)).toBe(printed);
  });

  it("is read back as the zone that was chosen, also where that has a plus in its name", () => {
    const printed = printedAddress("/status/x.csv", { language: "en", timeZone: "Etc/GMT+5" });
    expect(new URL(printed, "https://outages.example").searchParams.get("tz")).toBe("Etc/GMT+5");
  });

  it("has nothing that is the default anyway", () => {
    expect(printedAddress("/status/x.png", { language: "en", timeZone: "UTC" })).toBe("/status/x.png");
  });
});
