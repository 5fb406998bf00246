import type { LanguageWords } from "#lib/publish/language-words.ts";
import type { ProseMoment } from "#lib/publish/prose-time.ts";

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

export const german: LanguageWords = {
  locale: "de-DE",
  name: "Deutsch",
  title: (service, date) => `${service}, ${date}`,
  falseAlarmTitle: (service, date) => `${service}, ${date} (Fehlalarm)`,
  paragraph: {
    notNews: { demo: "Vorführdaten, keine Nachricht.", replay: "Wiedergabe eines vergangenen Tages, keine Nachricht." },
    falseAlarm: (moment) => `Fehlalarm, berichtigt ${at(moment)}: nicht als Störung zu vermelden.`,
    rise: (service, moment) => `Die Meldungen über Probleme mit ${service} nahmen ${at(moment)} plötzlich zu.`,
    riseToPeak: (service, moment, peak) =>
      `Die Meldungen über Probleme mit ${service} nahmen ${at(moment)} plötzlich zu und erreichten in den 15 Minuten ${until(peak.until)} die Zahl von ${peak.count}${peak.times === null ? "" : `, etwa das ${peak.times}-Fache des um diese Zeit Üblichen`}.`,
    named: (problem, percent) => `Am häufigsten genannt: ${problem} (${percent}).`,
    company: (moment, lag) =>
      `Das Unternehmen äußerte sich erstmals ${at(moment)}${lag === null ? "" : `, ${lag} später`}.`,
    over: (moment) => `${sentence(until(moment))} lagen die Meldungen wieder im üblichen Bereich.`,
    still: (moment) => `${sentence(at(moment))} lagen sie noch über dem üblichen Bereich.`,
    source: (instance) =>
      `Quelle: ${instance}; gezählt werden freiwillig eingesandte Meldungen. Sie sagen nicht, wie viele Nutzer betroffen sind.`,
  },
  card: {
    peak15: {
      label: "Höchstwert, 15 Minuten",
      definition: (span) =>
        `Problemmeldungen, ${span}: die höchste Zahl in einer nach UTC ausgerichteten Viertelstunde.`,
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
      definition: () => "Die Minute, in der der Zustand auf dieser Seite nicht mehr normal war.",
    },
    end: {
      label: "Ende",
      definition: (atMost) =>
        `Zwischen diesen Zeitpunkten kehrten die Meldungen in den üblichen Bereich zurück, höchstens ${atMost} nach dem Beginn.`,
      notYet: "noch nicht",
      lasts: (length) => `Dauer bisher: ${length}. Sie endet, wenn die Meldungen im üblichen Bereich bleiben.`,
      closed: "Damals als Fehlalarm geschlossen: Die Meldungen zeigen kein Ende.",
    },
    company: {
      label: "Erste Mitteilung des Unternehmens",
      definition: () => "Was das Unternehmen selbst sagt, zu seiner eigenen Zeitangabe. Geht nie in die Zahlen ein.",
      after: (length) => `Zeit vom Anstieg der Meldungen bis zur ersten Mitteilung: ${length}.`,
      before: (length) => `Zeit von der ersten Mitteilung bis zum Anstieg der Meldungen: ${length}.`,
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
