import { describe, expect, it } from "vitest";
import { minuteToMs } from "#lib/buckets/minute.ts";
import { LANGUAGES } from "#lib/publish/language.ts";
import { DARK, LIGHT } from "#lib/publish/palette.ts";
import { renderPicture } from "#lib/publish/picture.ts";
import { PICTURE_TYPES, type PictureType, parseFrozen, parsePictureOptions } from "#lib/publish/picture-options.ts";
import { incidentContent, type PublishedContent, serviceContent } from "#lib/publish/publish-content.ts";
import { shortName } from "#lib/publish/short-name.ts";
import { at } from "#lib/publish/testing/chart-fixtures.ts";
import { parseMarkup } from "#lib/publish/testing/parse-markup.ts";
import { POISONED_NAMES } from "#lib/publish/testing/poisoned-names.ts";
import { incidentSnapshot, serviceSnapshot } from "#lib/publish/testing/snapshot-fixtures.ts";
import { wordsOf as languageWords } from "#lib/publish/words-of.ts";

const publisher = { instanceName: "Groundswell", publicUrl: "https://outages.example.org" };
const optionsOf = (query: string) => parsePictureOptions(new URLSearchParams(query));

function draw(query: string, snapshot = serviceSnapshot()) {
  return renderPicture(serviceContent(snapshot, "UTC"), optionsOf(query), publisher);
}

function wordsOf(svg: string): string[] {
  return parseMarkup(svg).flatMap((element) => (element.name === "text" ? [element.text] : []));
}

const types = Object.keys(PICTURE_TYPES) as PictureType[];

describe("a picture", () => {
  it.each(types)("of type %s says what it shows, whose it is and when it was true", (type) => {
    const words = wordsOf(draw(`imType=${type}`)).join(" ");
    for (const said of [
      "Reports of problems with ChatGPT",
      "Problems since 00:03 UTC",
      "16,794 reports in the last 15 minutes",
      "Source: Groundswell, CC BY 4.0. Reports that people submit, not users affected.",
      "outages.example.org/status/chatgpt, as of Sat 9 Nov 2024, 00:34 UTC",
    ]) {
      expect(words).toContain(said);
    }
  });

  it("has more room in our own font, which is narrower than what a reader may have instead", () => {
    const { service } = serviceSnapshot();
    const content = serviceContent(serviceSnapshot({ service: { ...service, name: "ChatGPT 52" } }), "UTC");
    const titleIn = (font: "ours" | "the reader's") =>
      wordsOf(renderPicture(content, optionsOf("imType=square"), publisher, font)).slice(0, 2);
    expect(titleIn("ours")[0]).toBe("Reports of problems with ChatGPT 52");
    expect(titleIn("the reader's")).toEqual(["Reports of problems with", "ChatGPT 52"]);
  });

  it.each(LANGUAGES)("cuts nothing of a usual service in %s", (language) => {
    for (const type of types) {
      for (const font of ["ours", "the reader's"] as const) {
        const content = incidentContent(incidentSnapshot({ mode: "demo" }), "America/Los_Angeles", language);
        const words = wordsOf(renderPicture(content, optionsOf(`imType=${type}`), publisher, font));
        expect(words.filter((text) => text.includes("…"))).toEqual([]);
      }
    }
  });

  /** What it says without its spaces, where lines end. */
  function saidBy(content: PublishedContent, type: PictureType): string {
    return wordsOf(renderPicture(content, optionsOf(`imType=${type}`), publisher))
      .join("")
      .replaceAll(/\s/g, "");
  }

  it.each(LANGUAGES)("in %s tells no count without the minutes that it lacks", (language) => {
    const { missed } = languageWords(language).embed;
    const sentence = (minutes: number) => missed(minutes).replaceAll(/\s/g, "");
    const { figures } = incidentSnapshot();
    const peak15 = { reports: 19_043, from: at("2024-11-09T00:15Z"), missed: 6 };
    const gaps = [{ from: at("2024-11-09T00:16Z"), to: at("2024-11-09T00:25Z") }];
    for (const type of types) {
      for (const mode of ["live", "demo"] as const) {
        const service = serviceSnapshot({ gaps, missed15: 3, reports15: 77, mode });
        const ofService = saidBy(serviceContent(service, "America/Los_Angeles", language), type);
        const record = incidentSnapshot({ figures: { ...figures, peak15 }, mode });
        const ofRecord = saidBy(incidentContent(record, "America/Los_Angeles", language), type);
        expect(ofService, type).toContain(sentence(3));
        expect(ofService.includes(sentence(9)), type).toBe(/16\D?806/.test(ofService));
        expect(ofRecord.includes(sentence(6)), type).toBe(/19\D?043/.test(ofRecord));
        expect(ofService + ofRecord, type).not.toContain("…");
      }
    }
  });

  it.each(LANGUAGES)(
    "in %s says of a service that is no longer observed that it is, with no state and no count of now",
    (language) => {
      const snapshot = serviceSnapshot();
      const retired = { ...snapshot, service: { ...snapshot.service, retired: true } };
      const content = serviceContent(retired, "UTC", language);
      const said = wordsOf(renderPicture(content, optionsOf(""), publisher)).join(" ");
      expect(said).toContain(content.stateText);
      expect(said).not.toContain(serviceContent(snapshot, "UTC", language).stateText);
      expect(`${said} ${content.description}`).not.toMatch(/16[.,\s]794/);
      expect(content.subject.state).toBeNull();
    },
  );

  it("tells who cannot see it the highest quarter of an hour of the record, and not that of the chart, which runs on", () => {
    const snapshot = incidentSnapshot();
    const { figures, incident } = snapshot;
    const of = (peak15: typeof figures.peak15, asOf = snapshot.asOf) => {
      const lasting = { asOf, incident: { ...incident, ended: null }, figures: { ...figures, peak15 } };
      const content = incidentContent(incidentSnapshot(lasting), "UTC");
      return [content.figures, content.description].map(
        (text) => /ighest ([\d,]+( so far)? in 15 minutes)/.exec(text)?.[1],
      );
    };
    const peak = { reports: 1_408, from: at("2024-11-09T00:15Z"), missed: 0 };
    expect(of(peak)).toEqual(["1,408 in 15 minutes", "1,408 in 15 minutes"]);
    const soFar = of(peak, minuteToMs(at("2024-11-09T00:28Z")));
    expect(soFar).toEqual(["1,408 so far in 15 minutes", "1,408 so far in 15 minutes"]);
  });

  it("sets a long title smaller before it cuts it", () => {
    const { service } = serviceSnapshot();
    const titleOf = (name: string) => {
      const svg = draw("imType=card", serviceSnapshot({ service: { ...service, name } }));
      const title = parseMarkup(svg).find((element) => element.name === "text" && element.text.startsWith("Reports"));
      return [Number(title?.attributes["font-size"]), title?.text];
    };
    expect(titleOf("ChatGPT")[0]).toBe(23);
    expect(titleOf("Internet Service Provider A")).toEqual([
      19,
      "Reports of problems with Internet Service Provider A",
    ]);
    expect(titleOf("Internet ".repeat(9))[1]).toMatch(/…$/);
  });

  it.each(types)("of type %s keeps its chart above its source and below its figures", (type) => {
    const { height } = PICTURE_TYPES[type];
    const svg = draw(`imType=${type}`, serviceSnapshot({ mode: "demo" }));
    const [outer, ...rest] = parseMarkup(svg).filter((element) => element.name === "svg");
    expect(Number(outer?.attributes.height)).toBe(height);
    const chart = rest.find((element) => element.attributes.xmlns !== undefined);
    const top = Number(/translate\(24 (\d+)\)"><svg xmlns/.exec(svg)?.[1]);
    expect(top).toBeGreaterThan(70);
    expect(top + Number(chart?.attributes.height)).toBeLessThanOrEqual(height - 30);
  });

  it.each([
    ["live", 0],
    ["demo", 1],
    ["replay", 1],
  ] as const)("of %s data has %i notices", (mode, notices) => {
    const words = wordsOf(draw("imType=og", serviceSnapshot({ mode })));
    expect(words.filter((text) => /Demo data|Replay/.test(text))).toHaveLength(notices);
  });

  it.each([
    ["theme=light", LIGHT],
    ["theme=dark", DARK],
    ["theme=<script>", LIGHT],
  ])("with %s has that paper and no other document's colours", (query, palette) => {
    const svg = draw(query);
    expect(parseMarkup(svg).find(({ name }) => name === "rect")?.attributes.fill).toBe(palette.paper);
    expect(svg).not.toContain("var(");
  });

  it("of an incident says when it ended", () => {
    const content = incidentContent(incidentSnapshot(), "America/New_York");
    const words = wordsOf(renderPicture(content, optionsOf("imType=print"), publisher));
    expect(words).toContain("Ended Fri 8 Nov, 21:10 to 21:35 UTC\u22125");
  });

  it.each(POISONED_NAMES)("of a service named %s is well-formed and not a page long", (_, name) => {
    const { service } = serviceSnapshot();
    const svg = draw("imType=og", serviceSnapshot({ service: { ...service, name: shortName(name) } }));
    const known = ["svg", "title", "desc", "g", "path", "rect", "circle", "text"];
    expect(parseMarkup(svg).filter((element) => !known.includes(element.name))).toEqual([]);
    expect(svg.length).toBeLessThan(40_000);
  });
});

describe("the options of a picture", () => {
  it.each([
    ["", "chart", "24h", "UTC"],
    ["imType=og&range=7d&tz=america/los_angeles", "og", "7d", "America/Los_Angeles"],
    ["imType=huge&range=10y&tz=Mars/Phobos", "chart", "24h", "UTC"],
    ["imType=constructor&range=__proto__&tz=", "chart", "24h", "UTC"],
  ])("of %j are %s, %s and %s", (query, type, range, timeZone) => {
    expect(optionsOf(query)).toMatchObject({ type, range, timeZone });
  });

  it.each([
    ["", null],
    ["asof=2024-11-09T00:30Z", at("2024-11-09T00:30Z")],
    ["asof=yesterday", "wrong"],
    ["asof=", "wrong"],
  ])("take %j as the frozen minute %s", (query, minute) => {
    expect(parseFrozen(new URLSearchParams(query))).toBe(minute);
  });

  it("never make a picture of more than four million pixels", () => {
    for (const { width, height, scale } of Object.values(PICTURE_TYPES)) {
      expect(width * height * scale ** 2).toBeLessThan(4_000_000);
      expect(Number.isInteger(width * scale) && Number.isInteger(height * scale)).toBe(true);
    }
  });
});
