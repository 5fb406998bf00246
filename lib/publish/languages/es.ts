import type { Highest } from "#lib/publish/embed-words.ts";
import type { LanguageWords } from "#lib/publish/language-words.ts";
import { formatCount } from "#lib/publish/number-words.ts";
import { printTimes, printUsual } from "#lib/publish/print-numbers.ts";
import { type ProseMoment, proseDuration } from "#lib/publish/prose-time.ts";

/** «las 16:04», «la 1:04»; la primera vez seguida de la zona horaria. */
function clock({ hour, minute, zone }: ProseMoment): string {
  const time = `${hour === 1 ? "la" : "las"} ${hour}:${String(minute).padStart(2, "0")}`;
  return zone === null ? time : `${time} (${zone})`;
}

/** «el viernes 8 de noviembre de 2024 a las 16:04». */
function at(moment: ProseMoment): string {
  return moment.date === null ? `a ${clock(moment)}` : `el ${moment.date.replace(",", "")} a ${clock(moment)}`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function counted(reports: number): string {
  return `${formatCount(reports, "es-ES")} ${reports === 1 ? "aviso" : "avisos"}`;
}

function rangeOf(minutes: number): string {
  if (minutes === 60) return "última hora";
  if (minutes === 1440) return "últimas 24 horas";
  return minutes < 1440 ? `últimas ${minutes / 60} horas` : `últimos ${minutes / 1440} días`;
}

/** «por hora», «cada 5 minutos». */
function per(step: number): string {
  if (step === 1) return "por minuto";
  if (step === 60) return "por hora";
  return step === 1440 ? "por día" : `cada ${proseDuration(step, "es-ES")}`;
}

/** «19.043 en 15 minutos desde 01:15 UTC+1», y lo habitual entonces. */
function highestText({ reports, minutes, from, isCounting, usual }: Highest): string {
  const compared = usual === null ? "" : ` (lo habitual entonces: ${printUsual(usual, "es-ES")})`;
  return `${formatCount(reports, "es-ES")}${isCounting ? " por ahora" : ""} en ${proseDuration(minutes, "es-ES")} desde ${from}${compared}`;
}

export const spanish: LanguageWords = {
  locale: "es-ES",
  lessThan: (percent) => `<\u00a0${percent}`,
  name: "Español",
  title: (service, date) => `${service}, ${date}`,
  falseAlarmTitle: (service, date) => `${service}, ${date} (falsa alarma)`,
  recordTitle: (title) => `${title}: el registro`,
  paragraph: {
    notNews: {
      demo: "Datos de demostración, no son noticia.",
      replay: "Repetición de un día pasado, no es noticia.",
    },
    falseAlarm: (moment) => `Falsa alarma, corregida ${at(moment)}: no debe publicarse como una caída.`,
    rise: (service, moment) => `Los avisos de problemas con ${service} empezaron a aumentar ${at(moment)}.`,
    riseToPeak: (service, moment, { count, until, times }) =>
      `Los avisos de problemas con ${service} empezaron a aumentar ${at(moment)} y llegaron a ${count} en los 15 minutos que terminaron ${at(until)}${times === null ? "" : `, unas ${times} veces lo habitual a esa hora`}.`,
    named: (problem, percent) => `El problema más citado: ${problem} (${percent}).`,
    company: (moment, lag) =>
      `La empresa se pronunció por primera vez ${at(moment)}${lag === null ? "" : `, ${lag} después`}.`,
    over: (moment) => `${sentence(at(moment))}, el aumento ya había terminado.`,
    still: (moment) => `${sentence(at(moment))}, aún no se había constatado el final del incidente.`,
    source: (instance) =>
      `Fuente: ${instance}, que cuenta los avisos enviados voluntariamente. El número de avisos no es el de usuarios afectados.`,
  },
  card: {
    peak15: {
      label: "Máximo en 15 minutos",
      definition: (span) =>
        `Avisos de problemas, ${span}: la cifra más alta en un cuarto de hora alineado con la hora UTC.`,
      early: "El cuarto de hora empezó antes del inicio e incluye también los avisos anteriores.",
      running: "El cuarto de hora aún no ha terminado: es la cifra por ahora.",
    },
    peak1: {
      label: "Máximo en 1 minuto",
      definition: (from) => `Avisos de problemas en el minuto que empieza en ${from}, el máximo.`,
    },
    total: {
      label: "Total",
      definition: () =>
        "Avisos de problemas contados desde el inicio hasta el final del incidente. No es un número de personas.",
      soFar:
        "Avisos de problemas contados desde el inicio del incidente hasta la hora de los datos. No es un número de personas.",
    },
    ratio: {
      label: "Frente a lo normal",
      value: (times) => `unas ${times} veces`,
      definition: () => "El máximo en 15 minutos dividido entre lo que se espera en ese cuarto de hora.",
      against: (expected) =>
        `El máximo en 15 minutos dividido entre lo que se espera en ese cuarto de hora (unos ${expected}).`,
    },
    works: {
      label: "A mí me funciona",
      definition: () =>
        "Del total de respuestas desde el inicio, las que dicen que funciona. Se muestra a partir de 20 respuestas.",
    },
    start: { label: "Inicio", definition: () => "Primer minuto del aumento detectado, fijado a posteriori." },
    flag: { label: "Primera alerta", definition: () => "Minuto en que este sitio abrió el incidente." },
    end: {
      label: "Final",
      definition: (atMost) =>
        `Entre estos dos momentos los avisos volvieron a la normalidad o a una pequeña parte de su pico, como máximo ${atMost} después del inicio.`,
      notYet: "todavía no",
      lasts: (length) =>
        `Dura ya ${length}. Termina cuando los avisos se mantienen en lo normal o en una pequeña parte de su pico.`,
      closed: "Se cerró entonces como falsa alarma: los avisos no muestran un final.",
    },
    company: {
      label: "Primer comunicado de la empresa",
      definition: () => "Lo que dice la propia empresa, a la hora que ella indica. Nunca entra en las cifras.",
      after: (length) => `Tiempo entre el aumento de los avisos y ese comunicado: ${length}.`,
      before: (length) => `Tiempo entre ese comunicado y el aumento de los avisos: ${length}.`,
      together: "Los avisos empezaron a aumentar en el mismo minuto que ese comunicado.",
    },
  },
  embed: {
    chart: {
      locale: "es-ES",
      reportsPer: (step) => `Avisos ${per(step)}`,
      normalRange: "nivel normal",
      stillCounting: "recuento en curso",
      since: (at) => `desde ${at}`,
      start: (at) => `inicio ${at}`,
      peak: (at) => `máximo ${at}`,
      end: (at) => `final ${at}`,
      notices: { demo: "Datos de demostración, no es noticia", replay: "Repetición de un día pasado" },
      company: "empresa",
      noData: "Sin datos de este periodo",
      noReports: "Ningún aviso en este periodo",
    },
    states: {
      normal: "Nada fuera de lo normal",
      possible: "Posibles problemas",
      unconfirmed: "Sin confirmar",
      outage: "Problemas",
    },
    held: (state, moment) => `${state} desde ${moment}`,
    ended: (span) => `Terminado: ${span}`,
    corrected: (moment) => `Falsa alarma, corregida: ${moment}`,
    headline: (service) => `Avisos de problemas con ${service}`,
    falseAlarm: (headline) => `Falsa alarma: ${headline}`,
    titleLast: (headline, minutes) => `${headline}, ${rangeOf(minutes)}`,
    now: (reports, usual) =>
      `${counted(reports)} en los últimos 15 minutos${usual === null ? "" : `; lo habitual ahora: ${printUsual(usual, "es-ES")}`}.`,
    missed: (minutes, length = 15) => `En ${minutes} de estos ${length} minutos no se pudieron recibir avisos.`,
    highest: (highest) => `Máximo: ${highestText(highest)}.`,
    record: (total, highest, ratio) =>
      `${[
        `${counted(total)} desde el inicio`,
        highest && `máximo de ${highestText(highest)}`,
        ratio && `unas ${printTimes(ratio, "es-ES")} veces lo habitual`,
      ]
        .filter(Boolean)
        .join(", ")}.`,
    named: (list) => `Lo más citado: ${list}.`,
    source: (asOf) => ["Fuente: ", `, que cuenta los avisos enviados, no los usuarios afectados. Datos a ${asOf}.`],
    pictureSource: (source) => `Fuente: ${source}. Avisos enviados, no usuarios afectados.`,
    table: {
      summary: "Las cifras en una tabla",
      caption: (step) => `Avisos ${per(step)}, desde la hora indicada`,
      head: ["Hora", "Avisos", "Nivel normal"],
      unknown: "no se conoce",
      soFar: (count) => `${count} por ahora`,
      between: (low, high) => `de ${low} a ${high}`,
    },
    stale: {
      failed: (length) => `Datos de hace ${length}: por el momento no se pueden leer cifras más recientes.`,
      late: (length) => `Datos de hace ${length}: se están preparando cifras más recientes.`,
    },
    missing: { unknown: "Este servicio o incidente no existe aquí", retired: "Este servicio ya no se observa" },
  },
  asOf: (time) => `datos a ${time}`,
  problems: {
    answers: "Respuestas",
    app: "Aplicación",
    blackout: "No funciona nada",
    calls: "Llamadas",
    cards: "Pago con tarjeta",
    checkout: "Pago en la tienda",
    console: "Consola",
    "device-offline": "Dispositivo sin conexión",
    downloads: "Descargas",
    feed: "Muro de publicaciones",
    forms: "Formularios y trámites",
    gameplay: "Partidas",
    internet: "Internet",
    landline: "Teléfono fijo",
    lessons: "Clases",
    login: "Inicio de sesión",
    meetings: "Reuniones",
    "mobile-internet": "Internet móvil",
    "mobile-phone": "Teléfono móvil",
    navigation: "Mapa y navegación",
    "no-signal": "Sin cobertura",
    orders: "Pedidos y reservas",
    payments: "Pagos",
    playback: "Reproducción",
    purchases: "Compras",
    receiving: "Recepción de mensajes",
    search: "Búsqueda",
    sending: "Envío de mensajes",
    "server-connection": "Conexión con el servidor",
    slow: "Conexión lenta",
    sync: "Sincronización",
    "text-messages": "SMS",
    tickets: "Billetes",
    timetable: "Horarios",
    tracking: "Seguimiento de envíos",
    trading: "Operaciones bursátiles",
    transfers: "Transferencias",
    tv: "Televisión",
    website: "Sitio web",
    other: "Otra cosa",
  },
};
