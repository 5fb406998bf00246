import { describe, expect, it } from "vitest";
import { addMinutes, minuteToMs } from "#lib/buckets/minute.ts";
import { incidentParagraph, incidentTitle, problemName, recordTitle } from "#lib/publish/incident-paragraph.ts";
import { LANGUAGES } from "#lib/publish/language.ts";
import { at } from "#lib/publish/testing/chart-fixtures.ts";
import { incidentFacts } from "#lib/publish/testing/incident-facts-fixture.ts";
import { wordsOf } from "#lib/publish/words-of.ts";

const OVER = incidentFacts();
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, " ");
const write = (facts = OVER, language: (typeof LANGUAGES)[number] = "en", timeZone = "UTC") =>
  plain(incidentParagraph(facts, language, timeZone, "Groundswell"));

describe("the paragraph to print", () => {
  it.each([
    ["is over", 15, true],
    ["still runs", 14, false],
  ])("tells the highest quarter of an hour when it %s: %#", (_, minutes, told) => {
    const { peak15 } = OVER.figures;
    if (peak15 === null) throw new Error("the fixture has a peak");
    const ongoing = {
      ...OVER,
      incident: { ...OVER.incident, ended: null },
      asOf: minuteToMs(addMinutes(peak15.from, minutes)),
    };
    expect(write(ongoing).includes("in the 15 minutes to")).toBe(told);
    expect(write(ongoing).includes("times the usual")).toBe(told);
  });

  it.each(LANGUAGES)(
    "in %s says of a peak that it tells in how many of its minutes nobody could report",
    (language) => {
      const { figures } = OVER;
      const facts = { ...OVER, figures: { ...figures, peak15: figures.peak15 && { ...figures.peak15, missed: 6 } } };
      const missed = plain(wordsOf(language).embed.missed(6));
      expect(write(facts, language)).toContain(missed);
      expect(write(OVER, language)).not.toContain(missed);
      const running = {
        ...facts,
        incident: { ...facts.incident, ended: null },
        asOf: minuteToMs(at("2024-11-09T00:29Z")),
      };
      expect(write(running, language)).not.toContain(missed);
    },
  );

  it.each(LANGUAGES)("in %s compares with the usual number from one and a half times on", (language) => {
    const unknown = write({ ...OVER, figures: { ...OVER.figures, ratio: null } }, language);
    expect(write({ ...OVER, figures: { ...OVER.figures, ratio: 1.4 } }, language)).toBe(unknown);
    expect(write({ ...OVER, figures: { ...OVER.figures, ratio: 1.5 } }, language)).toMatch(/1[.,]5/);
  });

  it.each([
    [
      "en",
      "America/Los_Angeles",
      "Reports of problems with ChatGPT began to rise at 16:03 Pacific Standard Time (UTC−8) on Friday 8 November 2024 and reached 19,043 in the 15 minutes to 16:30, about 300 times the usual number for that time. Most named: Log in (62 %). The company's first update came at 16:21, 18 minutes later. By 16:55 the rise was over. Source: Groundswell, which counts reports that people submit. Reports are not a count of users affected.",
    ],
    [
      "de",
      "Europe/Berlin",
      "Die Meldungen über Probleme mit ChatGPT nahmen am Samstag, 9. November 2024, um 01:03 Uhr (Mitteleuropäische Normalzeit, UTC+1) plötzlich zu und erreichten in den 15 Minuten bis 01:30 Uhr die Zahl von 19.043, etwa das 300-Fache des um diese Zeit Üblichen. Am häufigsten genannt: Anmeldung (62 %). Das Unternehmen äußerte sich erstmals um 01:21 Uhr, 18 Minuten später. Bis 01:55 Uhr war der Anstieg vorbei. Quelle: Groundswell; gezählt werden freiwillig eingesandte Meldungen. Sie sagen nicht, wie viele Nutzer betroffen sind.",
    ],
    [
      "es",
      "Europe/Madrid",
      "Los avisos de problemas con ChatGPT empezaron a aumentar el sábado 9 de noviembre de 2024 a la 1:03 (hora estándar de Europa central, UTC+1) y llegaron a 19.043 en los 15 minutos que terminaron a la 1:30, unas 300 veces lo habitual a esa hora. El problema más citado: Inicio de sesión (62 %). La empresa se pronunció por primera vez a la 1:21, 18 minutos después. A la 1:55, el aumento ya había terminado. Fuente: Groundswell, que cuenta los avisos enviados voluntariamente. El número de avisos no es el de usuarios afectados.",
    ],
    [
      "fr",
      "Europe/Paris",
      "Les signalements de problèmes concernant ChatGPT ont commencé à augmenter le samedi 9 novembre 2024 à 1 h 03 (heure normale d’Europe centrale, UTC+1). On en comptait 19 043 pour le quart d’heure achevé à 1 h 30, soit environ 300 fois le nombre habituel à cette heure. Motif le plus cité : Connexion au compte (62 %). L’entreprise s’est exprimée pour la première fois à 1 h 21, 18 minutes plus tard. À 1 h 55, la hausse était terminée. Source : Groundswell, qui compte les signalements envoyés volontairement. Leur nombre n’est pas celui des utilisateurs touchés.",
    ],
    [
      "pt",
      "America/Sao_Paulo",
      "As notificações de problemas com ChatGPT começaram a subir na sexta-feira, 8 de novembro de 2024, às 21h03 (Horário Padrão de Brasília, UTC−3) e chegaram a 19.043 nos 15 minutos encerrados às 21h30, cerca de 300 vezes o normal para o horário. Problema mais citado: Acesso à conta (62%). A empresa se manifestou pela primeira vez às 21h21, 18 minutos depois. Às 21h55, o aumento já tinha terminado. Fonte: Groundswell, que conta notificações enviadas voluntariamente. O número de notificações não é o de usuários afetados.",
    ],
    [
      "ja",
      "Asia/Tokyo",
      "ChatGPTの不具合の報告が、2024年11月9日土曜日9時3分（日本標準時、UTC+9）ごろから増え始め、9時30分までの15分間で19,043件に達した（この時間帯の通常の約300倍）。最も多かった内容は「ログイン」（62%）。運営会社の最初の発表は、18分後の9時21分。9時55分までに増加は収まった。出典：Groundswell（任意で寄せられた報告を集計）。報告の件数は、影響を受けた利用者の数ではない。",
    ],
  ] as const)(
    "in %s says rise, peak, ratio, problem, company and end, and what reports are not",
    (language, zone, text) => {
      expect(write(OVER, language, zone)).toBe(text);
    },
  );

  it.each(LANGUAGES)("in %s says nothing where there is no datum", (language) => {
    const figures = { ...OVER.figures, peak15: null, ratio: null };
    const words = write({ ...OVER, figures, problem: null, companyFirst: null }, language);
    expect(words).not.toMatch(/19.043|300|62|0?0:21|21分|null|undefined|NaN/);
    expect(words.length).toBeLessThan(write(OVER, language).length);
  });

  it.each([
    ["en", "At 03:00 the incident was not yet recorded as over."],
    ["de", "Um 03:00 Uhr war noch kein Ende festgestellt."],
    ["es", "A las 3:00, aún no se había constatado el final del incidente."],
    ["fr", "À 3 h, la fin de l’incident n’avait pas encore été constatée."],
    ["pt", "Às 3h, o fim do incidente ainda não tinha sido constatado."],
    ["ja", "3時の時点で、終了はまだ確認されていなかった。"],
  ] as const)(
    "in %s says of one that lasts when that was so, and not that reports were still high",
    (language, text) => {
      const open = { ...OVER, incident: { ...OVER.incident, ended: null } };
      expect(write(open, language)).toContain(text);
    },
  );

  it.each(LANGUAGES)("in %s names the day again when the outage goes on after midnight", (language) => {
    const ended = { from: at("2024-11-10T00:40Z"), to: at("2024-11-10T00:55Z") };
    const words = write({ ...OVER, incident: { ...OVER.incident, ended } }, language);
    expect(words).toMatch(/\b9\b|9日/);
    expect(words).toMatch(/\b10\b|10日/);
  });

  it("names the offset again in the night when clocks change", () => {
    const incident = {
      ...OVER.incident,
      started: at("2024-11-03T08:30Z"),
      ended: { from: at("2024-11-03T09:10Z"), to: at("2024-11-03T09:20Z") },
    };
    const words = write({ ...OVER, incident, companyFirst: null }, "en", "America/Los_Angeles");
    expect(words).toContain("01:30 Pacific Daylight Time (UTC−7) on Sunday 3 November 2024");
    expect(words).toContain("By 01:20 UTC−8 the rise");
  });

  it.each(LANGUAGES)("in %s leads with the false alarm, and tells of no end", (language) => {
    const corrected = { ...OVER, incident: { ...OVER.incident, corrected: at("2024-11-09T01:10Z") } };
    const { paragraph } = wordsOf(language);
    const words = write(corrected, language);
    expect(
      words.indexOf(
        plain(paragraph.falseAlarm({ hour: 1, minute: 10, clock: "01:10", date: null, zone: null })).slice(0, 5),
      ),
    ).toBeLessThan(20);
    expect(words).not.toContain(plain(paragraph.over({ hour: 0, minute: 55, clock: "00:55", date: null, zone: null })));
  });

  it.each(LANGUAGES)("in %s says first that demonstration and replay are not news", (language) => {
    const { notNews } = wordsOf(language).paragraph;
    for (const mode of ["demo", "replay"] as const) {
      expect(write({ ...OVER, mode }, language).startsWith(plain(notNews[mode]))).toBe(true);
    }
  });

  it("leaves out a lag when the company spoke before the reports rose", () => {
    expect(write({ ...OVER, companyFirst: at("2024-11-08T23:50Z") })).toContain(
      "The company's first update came at 23:50 on Friday 8 November 2024.",
    );
  });

  it.each(["Asia/Kolkata", "America/St_Johns", "Pacific/Kiritimati", "Australia/Lord_Howe", "Etc/GMT+12"])(
    "can be written in %s in every language",
    (zone) => {
      for (const language of LANGUAGES) {
        expect(incidentParagraph({ ...OVER, asOf: minuteToMs(at("2026-01-01T00:00Z")) }, language, zone, "G")).toMatch(
          /UTC[+−]\d/,
        );
      }
    },
  );
});

describe("the title of a record", () => {
  it("names the service and the day on which it began, on the zone's calendar", () => {
    expect(incidentTitle(OVER, "en", "UTC")).toBe("ChatGPT, 9 November 2024");
    expect(incidentTitle(OVER, "fr", "America/Los_Angeles")).toBe("ChatGPT, 8 novembre 2024");
    expect(incidentTitle(OVER, "ja", "UTC")).toBe("ChatGPT、2024年11月9日");
    const first = { ...OVER, incident: { ...OVER.incident, started: at("2024-11-01T00:03Z") } };
    expect(incidentTitle(first, "fr", "UTC")).toBe("ChatGPT, 1er novembre 2024");
    expect(recordTitle(OVER, "en", "UTC")).toBe("ChatGPT, 9 November 2024: the record");
    expect(recordTitle(OVER, "de", "UTC")).toBe("ChatGPT, 9. November 2024: das Protokoll");
  });

  it.each(LANGUAGES)("in %s says of a false alarm that it was one", (language) => {
    const corrected = { ...OVER, incident: { ...OVER.incident, corrected: at("2024-11-09T01:10Z") } };
    expect(incidentTitle(corrected, language, "UTC")).not.toBe(incidentTitle(OVER, language, "UTC"));
  });
});

describe("the name of a problem", () => {
  it("keeps its own label where a language has none, as for a key of an older version", () => {
    expect(problemName({ key: "constructor", label: "Old" }, wordsOf("de"))).toBe("Old");
    expect(problemName({ key: "login", label: "Log in" }, wordsOf("de"))).toBe("Anmeldung");
  });
});
