import type { Highest } from "#lib/publish/embed-words.ts";
import type { LanguageWords } from "#lib/publish/language-words.ts";
import { formatCount } from "#lib/publish/number-words.ts";
import { printTimes, printUsual } from "#lib/publish/print-numbers.ts";
import { type ProseMoment, proseDuration } from "#lib/publish/prose-time.ts";

/** "16:04 Uhr", und beim ersten Mal dahinter die Zone. */
function clock({ clock: text, zone }: ProseMoment): string {
  return zone === null ? `${text} Uhr` : `${text} Uhr (${zone})`;
}

/** "am Freitag, 8. November 2024, um 16:04 Uhr". */
function at(moment: ProseMoment): string {
  return moment.date === null ? `um ${clock(moment)}` : `am ${moment.date}, um ${clock(moment)}`;
}

/** "bis 16:15 Uhr", "bis Samstag, 9. November 2024, 0:15 Uhr". */
function until(moment: ProseMoment): string {
  return moment.date === null ? `bis ${clock(moment)}` : `bis ${moment.date}, ${clock(moment)}`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function counted(reports: number): string {
  return `${formatCount(reports, "de-DE")} ${reports === 1 ? "Meldung" : "Meldungen"}`;
}

function rangeOf(minutes: number): string {
  if (minutes === 60) return "60 Minuten";
  return minutes === 1440 ? "24 Stunden" : proseDuration(minutes, "de-DE");
}

/** „pro Stunde“, „je 5 Minuten“. */
function per(step: number): string {
  if (step === 1) return "pro Minute";
  if (step === 60) return "pro Stunde";
  return step === 1440 ? "pro Tag" : `je ${proseDuration(step, "de-DE")}`;
}

/** „19.043 in 15 Minuten ab 01:15 UTC+1“, und was dann üblich ist. */
function highestText({ reports, minutes, from, isCounting, usual }: Highest): string {
  const compared = usual === null ? "" : `, üblich sind dann etwa ${printUsual(usual, "de-DE")}`;
  return `${isCounting ? "bisher " : ""}${formatCount(reports, "de-DE")} in ${proseDuration(minutes, "de-DE")} ab ${from}${compared}`;
}

export const german: LanguageWords = {
  locale: "de-DE",
  lessThan: (percent) => `<\u00a0${percent}`,
  name: "Deutsch",
  title: (service, date) => `${service}, ${date}`,
  falseAlarmTitle: (service, date) => `${service}, ${date} (Fehlalarm)`,
  recordTitle: (title) => `${title}: das Protokoll`,
  paragraph: {
    notNews: { demo: "Vorführdaten, keine Nachricht.", replay: "Wiedergabe eines vergangenen Tages, keine Nachricht." },
    falseAlarm: (moment) => `Fehlalarm, berichtigt ${at(moment)}: nicht als Störung zu vermelden.`,
    rise: (service, moment) => `Die Meldungen über Probleme mit ${service} nahmen ${at(moment)} plötzlich zu.`,
    riseToPeak: (service, moment, peak) =>
      `Die Meldungen über Probleme mit ${service} nahmen ${at(moment)} plötzlich zu und erreichten in den 15 Minuten ${until(peak.until)} die Zahl von ${peak.count}${peak.times === null ? "" : `, etwa das ${peak.times}-Fache des um diese Zeit Üblichen`}.`,
    named: (problem, percent) => `Am häufigsten genannt: ${problem} (${percent}).`,
    company: (moment, lag) =>
      `Das Unternehmen äußerte sich erstmals ${at(moment)}${lag === null ? "" : `, ${lag} später`}.`,
    over: (moment) => `${sentence(until(moment))} war der Anstieg vorbei.`,
    still: (moment) => `${sentence(at(moment))} war noch kein Ende festgestellt.`,
    source: (instance) =>
      `Quelle: ${instance}; gezählt werden freiwillig eingesandte Meldungen. Sie sagen nicht, wie viele Nutzer betroffen sind.`,
  },
  card: {
    peak15: {
      label: "Höchstwert, 15 Minuten",
      definition: (span) =>
        `Problemmeldungen, ${span}: die höchste Zahl in einer nach UTC ausgerichteten Viertelstunde.`,
      early: "Die Viertelstunde begann vor dem Beginn und enthält auch die Meldungen von davor.",
      running: "Die Viertelstunde läuft noch: Das ist ihre bisherige Zahl.",
    },
    peak1: {
      label: "Höchstwert, 1 Minute",
      definition: (from) => `Problemmeldungen in der Minute ab ${from}, die höchste Zahl.`,
    },
    total: {
      label: "Summe",
      definition: () => "Gezählte Problemmeldungen vom Beginn bis zum Ende der Störung. Keine Zahl von Betroffenen.",
      soFar: "Gezählte Problemmeldungen vom Beginn bis zum Stand der Daten. Keine Zahl von Betroffenen.",
    },
    ratio: {
      label: "Gegenüber dem Üblichen",
      value: (times) => `etwa das ${times}-Fache`,
      definition: () => "Höchstwert der 15 Minuten, geteilt durch die in dieser Viertelstunde zu erwartende Zahl.",
      against: (expected) =>
        `Höchstwert der 15 Minuten, geteilt durch die in dieser Viertelstunde zu erwartende Zahl (etwa ${expected}).`,
    },
    works: {
      label: "Funktioniert bei mir",
      definition: () => "Anteil der Antworten seit Beginn, nach denen es funktioniert. Ab 20 Antworten angegeben.",
    },
    start: { label: "Beginn", definition: () => "Erste Minute des gemeldeten Anstiegs, im Nachhinein bestimmt." },
    flag: {
      label: "Erste Warnung",
      definition: () => "Die Minute, in der diese Seite die Störung verzeichnet hat.",
    },
    end: {
      label: "Ende",
      definition: (atMost) =>
        `Zwischen diesen Zeitpunkten gingen die Meldungen auf das Übliche oder einen kleinen Teil ihres Höchststands zurück, höchstens ${atMost} nach dem Beginn.`,
      notYet: "noch nicht",
      lasts: (length) =>
        `Dauer bisher: ${length}. Sie endet, wenn die Meldungen beim Üblichen oder bei einem kleinen Teil ihres Höchststands bleiben.`,
      closed: "Damals als Fehlalarm geschlossen: Die Meldungen zeigen kein Ende.",
    },
    company: {
      label: "Erste Mitteilung des Unternehmens",
      definition: () => "Was das Unternehmen selbst sagt, zu seiner eigenen Zeitangabe. Geht nie in die Zahlen ein.",
      after: (length) => `Zeit vom Anstieg der Meldungen bis zur ersten Mitteilung: ${length}.`,
      before: (length) => `Zeit von der ersten Mitteilung bis zum Anstieg der Meldungen: ${length}.`,
      together: "Die Meldungen nahmen in der Minute der ersten Mitteilung zu.",
    },
  },
  embed: {
    chart: {
      locale: "de-DE",
      reportsPer: (step) => `Meldungen ${per(step)}`,
      normalRange: "üblicher Bereich",
      stillCounting: "wird noch gezählt",
      since: (at) => `seit ${at}`,
      start: (at) => `Beginn ${at}`,
      peak: (at) => `Höchstwert ${at}`,
      end: (at) => `Ende ${at}`,
      notices: { demo: "Vorführdaten, keine Nachricht", replay: "Wiedergabe eines vergangenen Tages" },
      company: "Unternehmen",
      noData: "Keine Daten für diese Zeit",
      noReports: "Keine Meldungen in dieser Zeit",
    },
    states: {
      normal: "Nichts Auffälliges",
      possible: "Mögliche Probleme",
      unconfirmed: "Unbestätigt",
      outage: "Probleme",
    },
    held: (state, moment) => `${state} seit ${moment}`,
    ended: (span) => `Beendet ${span}`,
    corrected: (moment) => `Fehlalarm, berichtigt ${moment}`,
    headline: (service) => `Meldungen über Probleme mit ${service}`,
    falseAlarm: (headline) => `Fehlalarm: ${headline}`,
    titleLast: (headline, minutes) => `${headline}, letzte ${rangeOf(minutes)}`,
    now: (reports, usual) =>
      `${counted(reports)} in den letzten 15 Minuten${usual === null ? "" : `, üblich sind jetzt etwa ${printUsual(usual, "de-DE")}`}.`,
    missed: (minutes, length = 15) =>
      `In ${minutes} dieser ${length} Minuten konnten keine Meldungen angenommen werden.`,
    highest: (highest) => `Höchstwert: ${highestText(highest)}.`,
    record: (total, highest, ratio) =>
      `${[
        `${counted(total)} seit Beginn`,
        highest && `in der Spitze ${highestText(highest)}`,
        ratio && `etwa das ${printTimes(ratio, "de-DE")}-Fache des Üblichen`,
      ]
        .filter(Boolean)
        .join(", ")}.`,
    named: (list) => `Am häufigsten genannt: ${list}.`,
    source: (asOf) => ["Quelle: ", `; gezählt werden eingesandte Meldungen, nicht betroffene Nutzer. Stand: ${asOf}.`],
    pictureSource: (source) => `Quelle: ${source}. Eingesandte Meldungen, keine betroffenen Nutzer.`,
    table: {
      summary: "Die Zahlen als Tabelle",
      caption: (step) => `Meldungen ${per(step)}, ab der angegebenen Zeit`,
      head: ["Zeit", "Meldungen", "Üblicher Bereich"],
      unknown: "nicht bekannt",
      soFar: (count) => `bisher ${count}`,
      between: (low, high) => `${low} bis ${high}`,
    },
    stale: {
      failed: (length) => `Stand vor ${length}: neuere Zahlen sind gerade nicht lesbar.`,
      late: (length) => `Stand vor ${length}: neuere Zahlen werden gerade aufbereitet.`,
    },
    missing: {
      unknown: "Diesen Dienst oder diese Störung gibt es hier nicht",
      retired: "Dieser Dienst wird nicht mehr beobachtet",
    },
  },
  asOf: (time) => `Stand: ${time}`,
  problems: {
    answers: "Antworten",
    app: "App",
    blackout: "Nichts geht",
    calls: "Anrufe",
    cards: "Kartenzahlung",
    checkout: "Kasse",
    console: "Konsole",
    "device-offline": "Gerät offline",
    downloads: "Downloads",
    feed: "Feed",
    forms: "Formulare und Anträge",
    gameplay: "Spielbetrieb",
    internet: "Internet",
    landline: "Festnetz",
    lessons: "Unterricht",
    login: "Anmeldung",
    meetings: "Besprechungen",
    "mobile-internet": "Mobiles Internet",
    "mobile-phone": "Mobiltelefon",
    navigation: "Karte und Navigation",
    "no-signal": "Kein Netz",
    orders: "Bestellungen und Buchungen",
    payments: "Zahlungen",
    playback: "Wiedergabe",
    purchases: "Käufe",
    receiving: "Empfang von Nachrichten",
    search: "Suche",
    sending: "Senden von Nachrichten",
    "server-connection": "Serververbindung",
    slow: "Langsame Verbindung",
    sync: "Synchronisierung",
    "text-messages": "SMS",
    tickets: "Tickets",
    timetable: "Fahrplan",
    tracking: "Sendungsverfolgung",
    trading: "Handel",
    transfers: "Überweisungen",
    tv: "Fernsehen",
    website: "Website",
    other: "Etwas anderes",
  },
};
