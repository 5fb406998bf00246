import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PROBLEM_KEYS } from "#lib/catalog/problems.ts";
import { figureCard } from "#lib/publish/figure-card.ts";
import { incidentParagraph } from "#lib/publish/incident-paragraph.ts";
import { DEFAULT_LANGUAGE, LANGUAGES, parseLanguage } from "#lib/publish/language.ts";
import { proseDuration, proseMoment } from "#lib/publish/prose-time.ts";
import { incidentContent, serviceContent } from "#lib/publish/publish-content.ts";
import { at } from "#lib/publish/testing/chart-fixtures.ts";
import { incidentFacts } from "#lib/publish/testing/incident-facts-fixture.ts";
import { incidentSnapshot, serviceSnapshot } from "#lib/publish/testing/snapshot-fixtures.ts";
import { wordsOf } from "#lib/publish/words-of.ts";

/** Words for those who may be affected, as a unit after a number, in each language. */
const PEOPLE: Readonly<Record<(typeof LANGUAGES)[number], string>> = {
  en: "users?|people|persons?|customers?|subscribers?|victims?",
  de: "Nutzer|Nutzerinnen|Kunden|Personen|Menschen|Leute|Betroffene|Anwender|Abonnenten",
  es: "usuarios?|personas?|clientes?|afectados?|abonados?",
  fr: "utilisateurs?|personnes?|clients?|abonnés?|victimes?|internautes?",
  pt: "usuários?|pessoas?|clientes?|assinantes?|afetados?|utilizadores?",
  ja: "人|名|ユーザー|利用者|顧客",
};

/** A number in front of such a word, with at most one word between: "19,043 users", "19.043 betroffene Nutzer", "1万9千人". */
function countsPeople(language: (typeof LANGUAGES)[number]): RegExp {
  if (language === "ja") return new RegExp(`[\\d万千百]\\s*(?:${PEOPLE.ja})`, "u");
  return new RegExp(`\\d[\\d.,\\s]*\\s(?:de\\s|\\p{L}+\\s)?(?:${PEOPLE[language]})(?!\\p{L})`, "iu");
}

const VARIANTS = [
  incidentFacts(),
  incidentFacts({ mode: "demo", companyFirst: null, problem: null }),
  incidentFacts({ incident: { ...incidentFacts().incident, ended: null } }),
  incidentFacts({ incident: { ...incidentFacts().incident, corrected: at("2024-11-09T01:10Z") } }),
];

function everythingSaid(language: (typeof LANGUAGES)[number]): string[] {
  return VARIANTS.flatMap((facts) => [
    incidentParagraph(facts, language, "Europe/Berlin", "Groundswell"),
    ...figureCard(facts, language, "Europe/Berlin").flatMap(({ label, value, definition }) => [
      `${value} ${label}`,
      definition,
    ]),
  ]).concat(
    [serviceContent(serviceSnapshot(), "UTC", language), incidentContent(incidentSnapshot(), "UTC", language)].flatMap(
      ({ title, stateText, figures, problems, description }) => [title, stateText, figures, problems, description],
    ),
    wordsOf(language).embed.source("9:00").join("Groundswell"),
    wordsOf(language).embed.pictureSource("Groundswell, CC BY 4.0"),
  );
}

describe("reports", () => {
  it.each(LANGUAGES)("in %s are never counted as users, customers or people", (language) => {
    for (const text of everythingSaid(language)) expect(text).not.toMatch(countsPeople(language));
  });

  it.each(LANGUAGES)("in %s are not called so in any template, whatever number stands in it", (language) => {
    const source = readFileSync(`lib/publish/languages/${language}.ts`, "utf8");
    expect(source.length).toBeGreaterThan(1_000);
    expect(source.replaceAll(/\$\{[^}]*\}/g, "19,043")).not.toMatch(countsPeople(language));
  });

  it("would be caught if they were", () => {
    expect("19,043 affected users").toMatch(countsPeople("en"));
    expect("19.043 betroffene Nutzer").toMatch(countsPeople("de"));
    expect("19 043 utilisateurs").toMatch(countsPeople("fr"));
    expect("19.043 de usuarios").toMatch(countsPeople("es"));
    expect("19.043 pessoas").toMatch(countsPeople("pt"));
    expect("19,043人").toMatch(countsPeople("ja"));
  });

  it("are not called so in any template of the product either", () => {
    const folders = ["app", "components", "lib", "server", "public/embed"];
    const files = folders.flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((name) => /\.(ts|tsx|js)$/.test(name) && !/\.test\.tsx?$|testing|generated/.test(name))
        .map((name) => join(folder, name)),
    );
    const wrong = files.filter((file) =>
      /(\$\{[^}]*\}|\d|\{format\w+\([^)]*\)\})\s+(affected )?(users|people|customers|subscribers)\b/i.test(
        readFileSync(file, "utf8"),
      ),
    );
    expect(files.length).toBeGreaterThan(150);
    expect(wrong).toEqual([]);
  });
});

describe("a language", () => {
  it.each(LANGUAGES.filter((language) => language !== DEFAULT_LANGUAGE))("%s names every problem", (language) => {
    const { problems } = wordsOf(language);
    const same = new Set(["api"]);
    expect(PROBLEM_KEYS.filter((key) => problems[key] === undefined && !same.has(key))).toEqual([]);
    expect(Object.keys(problems).filter((key) => !PROBLEM_KEYS.some((known) => known === key))).toEqual([]);
  });

  it.each(LANGUAGES)("%s is written by Intl as asked, not in a fallback", (language) => {
    const { locale } = wordsOf(language);
    expect(Intl.NumberFormat.supportedLocalesOf(locale)).toEqual([locale]);
  });

  it.each([
    ["de", "Meldungen pro Stunde", "Meldungen pro Tag, ab der angegebenen Zeit", "Meldungen je 15 Minuten"],
    ["es", "Avisos por hora", "Avisos por día, desde la hora indicada", "Avisos cada 15 minutos"],
    [
      "fr",
      "Signalements par heure",
      "Signalements par jour, à partir de l’heure indiquée",
      "Signalements par tranche de 15 minutes",
    ],
    [
      "pt",
      "Notificações por hora",
      "Notificações por dia, a partir do horário indicado",
      "Notificações a cada 15 minutos",
    ],
  ] as const)("%s has a word for the step of an hour and of a day", (language, hour, day, quarter) => {
    const { chart, table } = wordsOf(language).embed;
    expect([chart.reportsPer(60), table.caption(1_440), chart.reportsPer(15)]).toEqual([hour, day, quarter]);
  });

  it("of Japan has no space of Intl between a number and its unit", () => {
    const { card, embed, paragraph } = wordsOf("ja");
    const lasting = incidentFacts({ incident: { ...incidentFacts().incident, ended: null } });
    const figures = [incidentFacts(), lasting].flatMap((facts) => figureCard(facts, "ja", "Asia/Tokyo"));
    const length = proseDuration(65, "ja-JP");
    const at = proseMoment(incidentFacts().incident.started, null, "UTC", "ja-JP");
    const said = [
      ...figures.map(({ definition }) => definition),
      card.company.before(length),
      embed.stale.failed(length),
      embed.stale.late(length),
      paragraph.company(at, length),
    ];
    for (const text of said) expect(text).not.toMatch(/\d\s+(?:日|時間|分)/u);
  });

  it.each([
    ["de", "de"],
    ["pt-BR", "pt"],
    ["FR_ca", "fr"],
    ["tlh", null],
    ["", null],
    ["__proto__", null],
  ])("asked for as %j is %s", (text, language) => {
    expect(parseLanguage(text)).toBe(language);
  });
});
