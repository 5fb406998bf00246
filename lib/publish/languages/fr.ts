import type { Highest } from "#lib/publish/embed-words.ts";
import type { LanguageWords } from "#lib/publish/language-words.ts";
import { formatCount } from "#lib/publish/number-words.ts";
import { printTimes, printUsual } from "#lib/publish/print-numbers.ts";
import { type ProseMoment, proseDuration } from "#lib/publish/prose-time.ts";

/** « 16 h 04 », avec des espaces insécables ; la première fois suivi du fuseau. */
function clock({ hour, minute, zone }: ProseMoment): string {
  const time = `${hour}\u00a0h${minute === 0 ? "" : `\u00a0${String(minute).padStart(2, "0")}`}`;
  return zone === null ? time : `${time} (${zone})`;
}

/** « le vendredi 8 novembre 2024 à 16 h 04 ». */
function at(moment: ProseMoment): string {
  return moment.date === null ? `à ${clock(moment)}` : `le ${moment.date} à ${clock(moment)}`;
}

function counted(reports: number): string {
  return `${formatCount(reports, "fr-FR")} ${reports < 2 ? "signalement" : "signalements"}`;
}

function rangeOf(minutes: number): string {
  if (minutes === 60) return "dernière heure";
  if (minutes === 1440) return "dernières 24 heures";
  return minutes < 1440 ? `${minutes / 60} dernières heures` : `${minutes / 1440} derniers jours`;
}

/** « par heure », « par tranche de 5 minutes ». */
function per(step: number): string {
  if (step === 1) return "par minute";
  if (step === 60) return "par heure";
  return step === 1440 ? "par jour" : `par tranche de ${proseDuration(step, "fr-FR")}`;
}

/** « 19 043 en 15 minutes à partir de 01:15 UTC+1 », et ce qui est habituel alors. */
function highestText({ reports, minutes, from, isCounting, usual }: Highest): string {
  const compared = usual === null ? "" : `, contre environ ${printUsual(usual, "fr-FR")} d’habitude`;
  return `${formatCount(reports, "fr-FR")}${isCounting ? " pour l’instant" : ""} en ${proseDuration(minutes, "fr-FR")} à partir de ${from}${compared}`;
}

export const french: LanguageWords = {
  locale: "fr-FR",
  lessThan: (percent) => `<\u00a0${percent}`,
  name: "Français",
  title: (service, date) => `${service}, ${date}`,
  falseAlarmTitle: (service, date) => `${service}, ${date} (fausse alerte)`,
  recordTitle: (title) => `${title} : le relevé`,
  paragraph: {
    notNews: {
      demo: "Données de démonstration, sans valeur d’information.",
      replay: "Rediffusion d’une journée passée, sans valeur d’information.",
    },
    falseAlarm: (moment) => `Fausse alerte, corrigée ${at(moment)} : à ne pas publier comme une panne.`,
    rise: (service, moment) =>
      `Les signalements de problèmes concernant ${service} ont commencé à augmenter ${at(moment)}.`,
    riseToPeak: (service, moment, { count, until, times }) =>
      `Les signalements de problèmes concernant ${service} ont commencé à augmenter ${at(moment)}. On en comptait ${count} pour le quart d’heure achevé ${at(until)}${times === null ? "" : `, soit environ ${times} fois le nombre habituel à cette heure`}.`,
    named: (problem, percent) => `Motif le plus cité : ${problem} (${percent}).`,
    company: (moment, lag) =>
      `L’entreprise s’est exprimée pour la première fois ${at(moment)}${lag === null ? "" : `, ${lag} plus tard`}.`,
    over: (moment) =>
      `${moment.date === null ? "À" : `Le ${moment.date} à`} ${clock(moment)}, la hausse était terminée.`,
    still: (moment) =>
      `${moment.date === null ? "À" : `Le ${moment.date} à`} ${clock(moment)}, la fin de l’incident n’avait pas encore été constatée.`,
    source: (instance) =>
      `Source : ${instance}, qui compte les signalements envoyés volontairement. Leur nombre n’est pas celui des utilisateurs touchés.`,
  },
  card: {
    peak15: {
      label: "Pic sur 15 minutes",
      definition: (span) =>
        `Signalements de problèmes, ${span} : le total le plus élevé pour un quart d’heure aligné sur l’heure UTC.`,
      early: "Ce quart d’heure a commencé avant le début et compte aussi les signalements qui le précèdent.",
      running: "Ce quart d’heure n’est pas terminé : c’est le total pour l’instant.",
    },
    peak1: {
      label: "Pic sur 1 minute",
      definition: (from) => `Signalements de problèmes dans la minute commençant le ${from}, le maximum.`,
    },
    total: {
      label: "Total",
      definition: () =>
        "Signalements de problèmes comptés du début à la fin de l’incident. Ce n’est pas un nombre de personnes.",
      soFar:
        "Signalements de problèmes comptés du début de l’incident à l’heure d’arrêt des données. Ce n’est pas un nombre de personnes.",
    },
    ratio: {
      label: "Par rapport à la normale",
      value: (times) => `environ ${times} fois`,
      definition: () => "Pic sur 15 minutes divisé par le nombre attendu pour ce quart d’heure.",
      against: (expected) =>
        `Pic sur 15 minutes divisé par le nombre attendu pour ce quart d’heure (environ ${expected}).`,
    },
    works: {
      label: "Fonctionne chez moi",
      definition: () =>
        "Part des réponses indiquant que le service fonctionne, depuis le début. Affichée à partir de 20 réponses.",
    },
    start: {
      label: "Début",
      definition: () => "Première minute de la hausse signalée, établie après coup.",
    },
    flag: { label: "Première alerte", definition: () => "Minute où ce site a ouvert l’incident." },
    end: {
      label: "Fin",
      definition: (atMost) =>
        `Entre ces deux moments, les signalements sont revenus à un niveau normal ou à une petite partie de leur pic, au plus ${atMost} après le début.`,
      notYet: "pas encore",
      lasts: (length) =>
        `En cours depuis ${length}. L’incident prend fin quand les signalements restent à un niveau normal ou à une petite partie de leur pic.`,
      closed: "Clos alors comme fausse alerte : les signalements ne montrent pas de fin.",
    },
    company: {
      label: "Premier message de l’entreprise",
      definition: () =>
        "Ce que dit l’entreprise elle-même, à l’heure qu’elle indique. N’entre jamais dans les comptages.",
      after: (length) => `Délai entre la hausse des signalements et ce premier message : ${length}.`,
      before: (length) => `Délai entre ce premier message et la hausse des signalements : ${length}.`,
      together: "La hausse des signalements a commencé dans la minute de ce premier message.",
    },
  },
  embed: {
    chart: {
      locale: "fr-FR",
      reportsPer: (step) => `Signalements ${per(step)}`,
      normalRange: "niveau normal",
      stillCounting: "décompte en cours",
      since: (at) => `depuis ${at}`,
      start: (at) => `début ${at}`,
      peak: (at) => `pic ${at}`,
      end: (at) => `fin ${at}`,
      notices: { demo: "Données de démonstration", replay: "Rediffusion d’une journée passée" },
      company: "entreprise",
      noData: "Pas de données pour cette période",
      noReports: "Aucun signalement sur cette période",
    },
    states: {
      normal: "Rien d’inhabituel",
      possible: "Problèmes possibles",
      unconfirmed: "Non confirmé",
      outage: "Problèmes",
    },
    held: (state, moment) => `${state} depuis ${moment}`,
    ended: (span) => `Terminé : ${span}`,
    corrected: (moment) => `Fausse alerte, corrigée : ${moment}`,
    headline: (service) => `Signalements de problèmes concernant ${service}`,
    falseAlarm: (headline) => `Fausse alerte : ${headline}`,
    titleLast: (headline, minutes) => `${headline}, ${rangeOf(minutes)}`,
    now: (reports, usual) =>
      `${counted(reports)} au cours des 15 dernières minutes${usual === null ? "" : `, contre environ ${printUsual(usual, "fr-FR")} en temps normal`}.`,
    missed: (minutes, length = 15) =>
      `Pendant ${minutes} de ces ${length} minutes, aucun signalement n’a pu être reçu.`,
    highest: (highest) => `Pic : ${highestText(highest)}.`,
    record: (total, highest, ratio) =>
      `${[
        `${counted(total)} depuis le début`,
        highest && `pic de ${highestText(highest)}`,
        ratio && `environ ${printTimes(ratio, "fr-FR")} fois le nombre habituel`,
      ]
        .filter(Boolean)
        .join(", ")}.`,
    named: (list) => `Motifs les plus cités : ${list}.`,
    source: (asOf) => [
      "Source : ",
      `, qui compte les signalements envoyés et non les utilisateurs touchés. Données arrêtées au ${asOf}.`,
    ],
    pictureSource: (source) => `Source : ${source}. Signalements envoyés, et non utilisateurs touchés.`,
    table: {
      summary: "Les chiffres sous forme de tableau",
      caption: (step) => `Signalements ${per(step)}, à partir de l’heure indiquée`,
      head: ["Heure", "Signalements", "Niveau normal"],
      unknown: "inconnu",
      soFar: (count) => `${count} pour l’instant`,
      between: (low, high) => `${low} à ${high}`,
    },
    stale: {
      failed: (length) =>
        `Données datant de ${length} : les chiffres plus récents ne sont pas lisibles pour le moment.`,
      late: (length) => `Données datant de ${length} : des chiffres plus récents sont en cours de préparation.`,
    },
    missing: { unknown: "Ce service ou cet incident n’existe pas ici", retired: "Ce service n’est plus observé" },
  },
  asOf: (time) => `données arrêtées au ${time}`,
  problems: {
    answers: "Réponses",
    app: "Application",
    blackout: "Plus rien ne marche",
    calls: "Appels",
    cards: "Paiement par carte",
    checkout: "Validation de commande",
    console: "Console",
    "device-offline": "Appareil hors ligne",
    downloads: "Téléchargements",
    feed: "Fil d’actualité",
    forms: "Formulaires et démarches",
    gameplay: "Jeu",
    internet: "Internet",
    landline: "Téléphone fixe",
    lessons: "Cours",
    login: "Connexion au compte",
    meetings: "Réunions",
    "mobile-internet": "Internet mobile",
    "mobile-phone": "Téléphone mobile",
    navigation: "Carte et itinéraires",
    "no-signal": "Pas de réseau",
    orders: "Commandes et réservations",
    payments: "Paiements",
    playback: "Lecture",
    purchases: "Achats",
    receiving: "Réception des messages",
    search: "Recherche",
    sending: "Envoi des messages",
    "server-connection": "Connexion au serveur",
    slow: "Connexion lente",
    sync: "Synchronisation",
    "text-messages": "SMS",
    tickets: "Billets",
    timetable: "Horaires",
    tracking: "Suivi des envois",
    trading: "Négociation",
    transfers: "Virements",
    tv: "Télévision",
    website: "Site web",
    other: "Autre chose",
  },
};
