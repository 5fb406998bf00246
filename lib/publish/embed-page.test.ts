import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { addMinutes, minuteToMs } from "#lib/buckets/minute.ts";
import type { PastSnapshot } from "#lib/live/series-snapshot.ts";
import { parseEmbedOptions } from "#lib/publish/embed-options.ts";
import {
  renderIncidentEmbed,
  renderMissingEmbed,
  renderPastEmbed,
  renderServiceEmbed,
} from "#lib/publish/embed-page.ts";
import { embedSnippet } from "#lib/publish/embed-snippet.ts";
import { LANGUAGES } from "#lib/publish/language.ts";
import { at, incidentOf, planSeries } from "#lib/publish/testing/chart-fixtures.ts";
import { parseMarkup } from "#lib/publish/testing/parse-markup.ts";
import { incidentSnapshot, serviceSnapshot } from "#lib/publish/testing/snapshot-fixtures.ts";
import { wordsOf } from "#lib/publish/words-of.ts";

const publisher = { instanceName: "Groundswell", publicUrl: "https://outages.example.org" };
const options = (query = "") => parseEmbedOptions(new URLSearchParams(query));
const serviceHtml = (change = {}, query = "") => renderServiceEmbed(serviceSnapshot(change), options(query), publisher);
const incidentHtml = (change = {}, query = "") =>
  renderIncidentEmbed(incidentSnapshot(change), options(query), publisher);

/** The words of one part, without those of its children. */
function partText(html: string, name: string): string | undefined {
  return parseMarkup(html).find(({ attributes }) => attributes["data-part"] === name)?.text;
}

describe("the embed of a service", () => {
  it("has title, state, chart, figures, table and source", () => {
    const elements = parseMarkup(serviceHtml());
    const parts = elements.flatMap(({ attributes }) => attributes["data-part"] ?? []);
    expect(parts).toEqual(["title", "state", "chart", "figures", "table", "source"]);
    expect(elements.filter(({ name }) => name === "svg").length).toBe(3);
    expect(elements.find(({ name }) => name === "html")?.attributes.lang).toBe("en");
  });

  it("says the state with word, shape and since when", () => {
    const elements = parseMarkup(serviceHtml());
    const state = elements.find(({ attributes }) => attributes["data-part"] === "state");
    const inside = elements.filter(({ parents }) => parents.at(-1) === "p" && parents.includes("main"));
    expect(state?.attributes.class).toBe("state outage");
    expect(inside.map(({ name }) => name)).toContain("svg");
    expect(inside.find(({ name }) => name === "span")?.text).toBe("Problems since 00:03 UTC");
  });

  it("has one beginning: where the rise that its chart marks was found to have begun", () => {
    const html = serviceHtml({ since: at("2024-11-09T00:05Z") });
    expect(html).toContain("<span>Problems since 00:03 UTC</span>");
    expect(html).toContain("start 00:03");
    const calm = serviceHtml({ since: at("2024-11-08T20:05Z"), state: "normal", incidentId: null });
    expect(calm).toContain("<span>Nothing unusual since Fri 8 Nov, 20:05 UTC</span>");
  });

  it("has one line of figures in reports", () => {
    expect(partText(serviceHtml(), "figures")).toMatch(
      /^16,794 reports in the last 15 minutes, about 38 usual now\. Highest: [\d,]+ in 15 minutes from 00:15 UTC, about \d+ usual at that time\.$/,
    );
  });

  it("leaves out what is not known", () => {
    const series = { ...serviceSnapshot().series, points: [] };
    const html = serviceHtml({ reports15: 0, expected15: null, since: null, state: "normal", series, incidents: [] });
    expect(partText(html, "figures")).toBe("0 reports in the last 15 minutes.");
    expect(html).toContain("<span>Nothing unusual</span>");
  });

  it("names its source, says what a report is not, and when that was", () => {
    const html = serviceHtml();
    expect(partText(html, "source")).toBe(
      "Source: , which counts reports that people submit, not users affected. As of Sat 9 Nov 2024, 00:34 UTC.",
    );
    const link = parseMarkup(html).find(({ name }) => name === "a");
    expect(link).toMatchObject({
      text: "Groundswell",
      attributes: { href: "https://outages.example.org/status/chatgpt" },
    });
  });

  it("holds the same numbers as a table", () => {
    const rows = parseMarkup(serviceHtml()).filter(({ name, parents }) => name === "tr" && parents.includes("tbody"));
    expect(rows.length).toBeGreaterThanOrEqual(24);
  });

  it("shows what was named when asked", () => {
    expect(serviceHtml()).not.toContain("Most named");
    expect(partText(serviceHtml({}, "parts=problems"), "problems")).toBe("Most named: Login 62\u00a0%, App 38\u00a0%.");
    const small = [
      { key: "login", label: "Login", reports: 996, percent: 100 },
      { key: "app", label: "App", reports: 4, percent: 0 },
    ];
    expect(partText(serviceHtml({ problems: small }, "parts=problems"), "problems")).toMatch(
      /, App (<|&lt;)1\u00a0%\.$/,
    );
    // Where nothing is named yet, it has its place: the live script fills it.
    expect(partText(serviceHtml({ problems: [] }, "parts=problems"), "problems")).toBe("");
    expect(partText(serviceHtml(), "problems")).toBeUndefined();
  });

  it("keeps source and notice whatever parts are asked for", () => {
    const html = serviceHtml({ mode: "demo" }, "parts=figures");
    expect(html).toContain("not news");
    expect(partText(html, "source")).toBeDefined();
    expect(html).not.toContain('<svg viewBox="0 0 360');
  });

  it("is under 15 KB as it is sent", () => {
    const minutely = incidentSnapshot().series;
    for (const html of [
      serviceHtml(),
      serviceHtml({ series: minutely, mode: "demo" }, "fit&parts=title,state,chart,figures,problems"),
      incidentHtml(),
    ]) {
      expect(gzipSync(html).length).toBeLessThan(15_000);
    }
  });

  it("has its chart drawn low as well where it is to fit a frame of any height", () => {
    const drawings = (query: string) => serviceHtml({}, query).match(/<svg viewBox="0 0 \d+ \d+" role="img"/g);
    expect(drawings("")).toHaveLength(2);
    expect(drawings("fit")).toHaveLength(4);
    expect(serviceHtml({}, "fit")).toContain("(max-height:");
    expect(serviceHtml()).not.toContain("(max-height:");
  });

  it("asks nothing of a third party", () => {
    const html = serviceHtml();
    const addresses = [...html.matchAll(/(?:src|href)="([^"]*)"|url\(([^)]*)/g)].map(([, value, url]) => value ?? url);
    expect(addresses).toEqual([
      "https://outages.example.org/status/chatgpt",
      "https://outages.example.org/status/chatgpt",
      "/embed/live.js",
    ]);
  });
});

describe("the language of an embed", () => {
  it.each([
    ["de", "Meldungen über Probleme mit ChatGPT, letzte 24 Stunden", "Probleme seit 00:03 UTC", "üblicher Bereich"],
    ["es", "Avisos de problemas con ChatGPT, últimas 24 horas", "Problemas desde 00:03 UTC", "nivel normal"],
    [
      "fr",
      "Signalements de problèmes concernant ChatGPT, dernières 24 heures",
      "Problèmes depuis 00:03 UTC",
      "niveau normal",
    ],
    ["pt", "Notificações de problemas com ChatGPT, últimas 24 horas", "Problemas desde 00:03 UTC", "nível normal"],
    ["ja", "ChatGPTの不具合の報告（過去24時間）", "不具合（00:03 UTCから）", "通常の範囲"],
  ])("%s is that of every word in it", (lang, title, state, range) => {
    const html = serviceHtml({ mode: "demo" }, `lang=${lang}&parts=title,state,chart,figures,problems`);
    expect(parseMarkup(html).find(({ name }) => name === "html")?.attributes.lang).toBe(lang);
    expect(partText(html, "title")).toBe(title);
    expect(html).toContain(`<span>${state}</span>`);
    expect(html).toContain(range);
    expect(html.replaceAll(/<style>.*?<\/style>|<[^>]+>/gs, " ")).not.toMatch(
      /\b(Reports|normal range|still counting|so far|Demo data|times|start|peak)\b/,
    );
    expect(gzipSync(html).length).toBeLessThan(15_000);
  });

  it.each(["de", "es", "fr", "pt", "ja"])("%s tells an ended incident and a false alarm", (lang) => {
    const ended = incidentHtml({}, `lang=${lang}`);
    const corrected = { ...incidentSnapshot().incident, corrected: at("2024-11-09T03:00Z") };
    const html = incidentHtml({ incident: corrected }, `lang=${lang}`);
    for (const markup of [ended, html]) expect(markup).not.toMatch(/Ended|False alarm|since|undefined|null|NaN/);
    expect(partText(html, "title")).not.toBe(partText(ended, "title"));
  });

  it.each([
    ["en", "19,043 so far in 15 minutes"],
    ["de", "bisher 19.043 in 15 Minuten"],
    ["es", "19.043 por ahora en 15 minutos"],
    ["fr", "19 043 pour l’instant en 15 minutes"],
    ["pt", "19.043 até agora em 15 minutos"],
    ["ja", "15分で19,043件（集計中）"],
  ])("%s says of a record's highest quarter that still runs that it is a count so far", (lang, text) => {
    const figures = (asOf: string) =>
      partText(incidentHtml({ asOf: minuteToMs(at(asOf)) }, `lang=${lang}`), "figures")?.replaceAll(/\s/g, " ");
    expect(figures("2024-11-09T00:29Z")).toContain(text);
    expect(figures("2024-11-09T00:30Z")).not.toContain(text);
  });

  it.each(["en", "de", "es", "fr", "pt", "ja"])(
    "%s compares a record with the usual number from one and a half times on",
    (lang) => {
      const { figures } = incidentSnapshot();
      const told = (ratio: number | null) =>
        partText(incidentHtml({ figures: { ...figures, ratio } }, `lang=${lang}`), "figures");
      expect(told(1.4)).toBe(told(null));
      expect(told(1.5)).toMatch(/1[.,]5/);
    },
  );

  it.each(["en", "de", "es", "fr", "pt", "ja"])(
    "%s says in how many of the last 15 minutes reports could not be taken",
    (lang) => {
      const told = (missed15: number) => partText(serviceHtml({ missed15 }, `lang=${lang}`), "figures") ?? "";
      const [whole, missed] = [told(0), told(12)];
      expect(missed.length).toBeGreaterThan(whole.length + 15);
      expect(missed).toContain("12");
      expect(missed.startsWith(whole.slice(0, 20))).toBe(true);
    },
  );

  it.each(LANGUAGES)(
    "%s says in how many of the minutes of its highest count reports could not be taken, and nothing of others",
    (lang) => {
      const told = (from: string, minutes: number, change = {}) => {
        const gaps = [{ from: at(from), to: addMinutes(at(from), minutes) }];
        return partText(serviceHtml({ gaps, ...change }, `lang=${lang}`), "figures") ?? "";
      };
      const { missed } = wordsOf(lang).embed;
      const whole = told("2024-11-08T20:00Z", 9);
      expect(whole).toBe(partText(serviceHtml({}, `lang=${lang}`), "figures"));
      expect(told("2024-11-09T00:12Z", 6)).toBe(`${whole} ${missed(3)}`);
      const hour = "2024-11-05T10:00Z";
      const excess = (minute: number) => (minute === at(hour) ? 900 : 0);
      const series = planSeries({ to: at("2024-11-09T01:00Z"), minutes: 10_080, step: 60, usual: 20, excess });
      expect(told(hour, 12, { series })).toBe(`${told("2024-10-20T00:00Z", 9, { series })} ${missed(12, 60)}`);
      expect(missed(12, 60)).toMatch(/60.*12|12.*60/);
    },
  );

  it("draws a week's days in the order of the language", () => {
    const week = planSeries({ to: at("2024-11-09T00:35Z"), minutes: 10_080, step: 60, usual: 20 });
    expect(serviceHtml({ series: week }, "lang=ja&range=7d")).toMatch(/>11月\d日</);
    expect(serviceHtml({ series: week }, "lang=de&range=7d")).toMatch(/>\d\. Nov\.</);
  });
});

describe("the script of an embed", () => {
  it("is one file of ours, and nothing inline", () => {
    const scripts = parseMarkup(serviceHtml()).filter(({ name }) => name === "script");
    expect(scripts).toMatchObject([{ attributes: { src: "/embed/live.js" }, text: "" }]);
    expect(serviceHtml()).not.toMatch(/ on[a-z]+=/);
  });

  it("is left out of a static embed", () => {
    expect(serviceHtml({}, "static")).not.toContain("<script");
  });

  it("tells the height of a frozen embed, and knows that there is nothing to ask again", () => {
    expect(incidentHtml({}, "asof=2024-11-09T00:30Z")).toContain('src="/embed/live.js" defer="" data-frozen="">');
    expect(serviceHtml()).not.toContain("data-frozen");
  });
});

describe("the picture in words", () => {
  const descOf = (html: string) => parseMarkup(html).find(({ name }) => name === "desc")?.text;
  const { incident } = incidentSnapshot();

  it.each([
    ["that a record's outage ended, and when", incidentHtml(), "State: ended Sat 9 Nov, 02:10 to 02:35 UTC."],
    [
      "that it lasts",
      incidentHtml({ state: "outage", incident: { ...incident, ended: null } }),
      "State: problems since Sat 9 Nov, 00:03 UTC.",
    ],
    [
      "that it was a false alarm",
      incidentHtml({ incident: { ...incident, corrected: at("2024-11-09T04:00Z") } }),
      "State: false alarm, corrected Sat 9 Nov, 04:00 UTC.",
    ],
    ["since when a service has problems, as the line above it", serviceHtml(), "State: problems since 00:03 UTC."],
  ])("says %s", (_, html, sentence) => {
    expect(descOf(html)).toContain(sentence);
  });
});

describe("the embed of a past span", () => {
  const series = planSeries({ to: at("2024-11-09T02:00Z"), minutes: 180, step: 1, usual: null });
  const snapshot = {
    asOf: minuteToMs(series.to),
    mode: "live" as const,
    service: { slug: "chatgpt", name: "ChatGPT" },
    series,
    gaps: [],
    incidents: [],
    official: [],
  };
  const html = (query = "", change: Partial<PastSnapshot> = {}) =>
    renderPastEmbed({ ...snapshot, ...change }, options(query), publisher);

  it("names its times and its highest, and no state", () => {
    expect(partText(html(), "title")).toMatch(/^Reports of problems with ChatGPT, Fri 8 Nov, 23:00 UTC to Sat 9 Nov/);
    expect(partText(html(), "figures")).toMatch(/^Highest: \d+ in 15 minutes from Fri 8 Nov, 23:00 UTC\./);
    expect(partText(html(), "state")).toBeUndefined();
    expect(partText(html(), "source")).toContain("As of Sat 9 Nov 2024, 02:00 UTC.");
  });

  it("says in how many minutes of its highest count reports could not be taken", () => {
    const gaps = [{ from: at("2024-11-08T22:00Z"), to: at("2024-11-08T23:04Z") }];
    expect(partText(html("", { gaps }), "figures")).toBe(
      `${partText(html(), "figures")} Reports could not be taken in 4 of these 15 minutes.`,
    );
  });

  it("names a part of a quarter of an hour as one that was still counting", () => {
    const from = at("2024-11-09T00:00Z");
    const part = (minutes: number) => {
      const points = series.points.filter(({ minute }) => minute >= from && minute < from + minutes);
      const rising = points.map((point, index) => ({ ...point, reports: index < 15 ? 1 : 100 }));
      return { series: { ...series, from, to: addMinutes(from, minutes), points: rising } };
    };
    const text = (minutes: number) => partText(html("", part(minutes)), "figures");
    expect(text(20)).toBe("Highest: 500 so far in 15 minutes from Sat 9 Nov, 00:15 UTC.");
    expect(text(15)).toBe("Highest: 15 in 15 minutes from Sat 9 Nov, 00:00 UTC.");
    expect(text(10)).toBe("Highest: 10 so far in 15 minutes from Sat 9 Nov, 00:00 UTC.");
  });

  it("marks the incidents and the company's words that were on record at its end", () => {
    const said = { minute: at("2024-11-09T00:21Z"), known: at("2024-11-09T00:22Z"), text: "We know.", url: null };
    const marked = html("", { incidents: [incidentOf({})], official: [said] });
    for (const label of ["start 00:03", "peak 00:15\u201300:30", "company 00:21"]) expect(marked).toContain(label);
    expect(html()).not.toContain("start 00:03");
  });

  it("says of a time in which nobody could report that nothing is known, not that there were no reports", () => {
    expect(partText(html("", { series: { ...series, points: [] } }), "figures")).toBe("No data for this time.");
    const quiet = series.points.map((point) => ({ ...point, reports: 0 }));
    expect(partText(html("", { series: { ...series, points: quiet } }), "figures")).toBe("No reports in this time.");
  });

  it.each(["de", "es", "fr", "pt", "ja"])("can be had in %s", (lang) => {
    expect(html(`lang=${lang}`)).not.toMatch(/Highest|undefined|NaN/);
  });
});

describe("the theme of an embed", () => {
  it.each([
    ["theme=light", "color-scheme:light}", "prefers-color-scheme"],
    ["theme=dark", "color-scheme:dark}", "prefers-color-scheme"],
    ["theme=auto", "prefers-color-scheme:dark", "background:none"],
    ["transparent", "body{background:none}", "color-scheme:light dark"],
    ["fit", "html,body{height:100%}", "background:none"],
  ])("%s", (query, present, absent) => {
    expect(serviceHtml({}, query)).toContain(present);
    expect(serviceHtml({}, query)).not.toContain(absent);
  });
});

describe("an embed on paper", () => {
  it.each(["dark", "auto"])("of theme %s has the dark ink of the light one", (theme) => {
    const style = serviceHtml({}, `theme=${theme}`);
    const [, printed = ""] = style.split("@media print{");
    expect(printed).toMatch(/^:root\{--paper:#f7f7f4;--ink:#17191c;[^}]*\}\}/);
  });
});

describe("an embed in colours that the reader forces on all pages", () => {
  it.each(["light", "dark", "auto"])("of theme %s draws its chart in them, and not in its own", (theme) => {
    const [own = "", forced = ""] = serviceHtml({}, `theme=${theme}`).split("@media(forced-colors:active){");
    expect(own).toContain("--ink:#");
    expect(forced).toMatch(/^:root\{--paper:Canvas;--ink:CanvasText;[^}#]*\}\}/);
    // What comes later counts: no palette of the theme stands behind it.
    expect(forced).not.toContain("--ink:#");
  });
});

describe("the embed of an incident", () => {
  it("that ended says when, as an interval, and what it came to", () => {
    const html = incidentHtml();
    expect(html).toContain("<span>Ended Sat 9 Nov, 02:10 to 02:35 UTC</span>");
    expect(partText(html, "figures")).toBe(
      "48,210 reports since the start, highest 19,043 in 15 minutes from Sat 9 Nov, 00:15 UTC, about 312 times the usual number.",
    );
    expect(html).toContain('href="https://outages.example.org/incidents/2024-11-09-chatgpt"');
  });

  it("that lasts says since when", () => {
    const { incident } = incidentSnapshot();
    const html = incidentHtml({ incident: { ...incident, ended: null }, state: "outage" });
    expect(html).toContain("<span>Problems since Sat 9 Nov, 00:03 UTC</span>");
  });

  it("leaves out a ratio and a peak that are not known", () => {
    const { figures } = incidentSnapshot();
    const html = incidentHtml({ figures: { ...figures, peak15: null, ratio: null } });
    expect(partText(html, "figures")).toBe("48,210 reports since the start.");
  });
});

describe("poisoned names", () => {
  const poison = `<script>alert(1)</script>"'><img src=x onerror=alert(1)>\u202ereversed`;

  it("are text in the embed of a service", () => {
    const service = { ...serviceSnapshot().service, name: poison, slug: `x"><script>` };
    const problems = [{ key: "x", label: poison, reports: 1, percent: 100 }];
    const html = renderServiceEmbed(
      serviceSnapshot({ service, problems }),
      options("parts=title,state,chart,figures,problems"),
      {
        ...publisher,
        instanceName: poison,
      },
    );
    const elements = parseMarkup(html);
    expect(elements.filter(({ name }) => name === "img" || name === "script")).toHaveLength(1);
    expect(partText(html, "title")).toContain("<script>alert(1)</script>");
    expect(html).not.toContain("\u202e");
  });

  it("are text in the snippet", () => {
    const [frame, script] = parseMarkup(
      `<p>${embedSnippet(publisher.publicUrl, '/embed/x"', poison).replace(" async", ' async=""')}</p>`,
    ).slice(1);
    expect(frame?.attributes.src).toBe('https://outages.example.org/embed/x"');
    expect(frame?.attributes.title).toContain("<script>");
    expect(script?.attributes.src).toBe("https://outages.example.org/embed/frame.js");
  });
});

describe("an embed of nothing", () => {
  it.each([
    ["unknown", "There is no such service or incident here."],
    ["retired", "This service is no longer observed."],
  ] as const)("says so in a small page without a script (%s)", (why, words) => {
    const html = renderMissingEmbed(why, options(), publisher);
    expect(parseMarkup(html).find(({ name }) => name === "h1")?.text).toBe(words);
    expect(html).not.toContain("<script");
    expect(html.length).toBeLessThan(3_000);
  });
});
