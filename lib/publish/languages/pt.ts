import type { Highest } from "#lib/publish/embed-words.ts";
import type { LanguageWords } from "#lib/publish/language-words.ts";
import { formatCount } from "#lib/publish/number-words.ts";
import { printTimes, printUsual } from "#lib/publish/print-numbers.ts";
import { type ProseMoment, proseDuration } from "#lib/publish/prose-time.ts";

/** "16h04"; na primeira vez seguido do fuso horário. */
function clock({ hour, minute, zone }: ProseMoment): string {
  const time = `${hour}h${minute === 0 ? "" : String(minute).padStart(2, "0")}`;
  return zone === null ? time : `${time} (${zone})`;
}

/** "às 16h04", "à 1h04". */
function hours(moment: ProseMoment): string {
  return `${moment.hour <= 1 ? "à" : "às"} ${clock(moment)}`;
}

/** "na sexta-feira, 8 de novembro de 2024, às 16h04"; sábado e domingo são masculinos. */
function at(moment: ProseMoment): string {
  if (moment.date === null) return hours(moment);
  return `${/^(sábado|domingo)/.test(moment.date) ? "no" : "na"} ${moment.date}, ${hours(moment)}`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function counted(reports: number): string {
  return `${formatCount(reports, "pt-BR")} ${reports < 2 ? "notificação" : "notificações"}`;
}

function rangeOf(minutes: number): string {
  if (minutes === 60) return "última hora";
  if (minutes === 1440) return "últimas 24 horas";
  return minutes < 1440 ? `últimas ${minutes / 60} horas` : `últimos ${minutes / 1440} dias`;
}

/** "por hora", "a cada 5 minutos". */
function per(step: number): string {
  if (step === 1) return "por minuto";
  if (step === 60) return "por hora";
  return step === 1440 ? "por dia" : `a cada ${proseDuration(step, "pt-BR")}`;
}

/** "19.043 em 15 minutos a partir de 21:15 UTC−3", e o normal então. */
function highestText({ reports, minutes, from, isCounting, usual }: Highest): string {
  const compared = usual === null ? "" : ` (o normal então: ${printUsual(usual, "pt-BR")})`;
  return `${formatCount(reports, "pt-BR")}${isCounting ? " até agora" : ""} em ${proseDuration(minutes, "pt-BR")} a partir de ${from}${compared}`;
}

/** Português do Brasil. */
export const portuguese: LanguageWords = {
  locale: "pt-BR",
  lessThan: (percent) => `<\u00a0${percent}`,
  name: "Português",
  title: (service, date) => `${service}, ${date}`,
  falseAlarmTitle: (service, date) => `${service}, ${date} (alarme falso)`,
  recordTitle: (title) => `${title}: o registro`,
  paragraph: {
    notNews: {
      demo: "Dados de demonstração, não são notícia.",
      replay: "Reprodução de um dia passado, não é notícia.",
    },
    falseAlarm: (moment) => `Alarme falso, corrigido ${at(moment)}: não deve ser publicado como falha.`,
    rise: (service, moment) => `As notificações de problemas com ${service} começaram a subir ${at(moment)}.`,
    riseToPeak: (service, moment, { count, until, times }) =>
      `As notificações de problemas com ${service} começaram a subir ${at(moment)} e chegaram a ${count} nos 15 minutos encerrados ${at(until)}${times === null ? "" : `, cerca de ${times} vezes o normal para o horário`}.`,
    named: (problem, percent) => `Problema mais citado: ${problem} (${percent}).`,
    company: (moment, lag) =>
      `A empresa se manifestou pela primeira vez ${at(moment)}${lag === null ? "" : `, ${lag} depois`}.`,
    over: (moment) => `${sentence(at(moment))}, o aumento já tinha terminado.`,
    still: (moment) => `${sentence(at(moment))}, o fim do incidente ainda não tinha sido constatado.`,
    source: (instance) =>
      `Fonte: ${instance}, que conta notificações enviadas voluntariamente. O número de notificações não é o de usuários afetados.`,
  },
  card: {
    peak15: {
      label: "Pico em 15 minutos",
      definition: (span) =>
        `Notificações de problemas, ${span}: o maior número em um quarto de hora alinhado ao horário UTC.`,
      early: "O quarto de hora começou antes do início e inclui também as notificações anteriores.",
      running: "O quarto de hora ainda não terminou: é o número até agora.",
    },
    peak1: {
      label: "Pico em 1 minuto",
      definition: (from) => `Notificações de problemas no minuto iniciado em ${from}, o maior número.`,
    },
    total: {
      label: "Total",
      definition: () => "Notificações de problemas contadas do início ao fim do incidente. Não é um número de pessoas.",
      soFar:
        "Notificações de problemas contadas do início do incidente até a hora dos dados. Não é um número de pessoas.",
    },
    ratio: {
      label: "Em relação ao normal",
      value: (times) => `cerca de ${times} vezes`,
      definition: () => "O pico em 15 minutos dividido pelo que se espera nesse quarto de hora.",
      against: (expected) =>
        `O pico em 15 minutos dividido pelo que se espera nesse quarto de hora (cerca de ${expected}).`,
    },
    works: {
      label: "Para mim funciona",
      definition: () =>
        "De todas as respostas desde o início, as que dizem que funciona. Mostrado a partir de 20 respostas.",
    },
    start: { label: "Início", definition: () => "Primeiro minuto da alta detectada, apurado depois." },
    flag: { label: "Primeiro alerta", definition: () => "Minuto em que este site abriu o incidente." },
    end: {
      label: "Fim",
      definition: (atMost) =>
        `Entre esses dois momentos as notificações voltaram ao nível normal ou a uma pequena parte do pico, no máximo ${atMost} depois do início.`,
      notYet: "ainda não",
      lasts: (length) =>
        `Em andamento há ${length}. Termina quando as notificações se mantêm no nível normal ou em uma pequena parte do pico.`,
      closed: "Encerrado então como alarme falso: as notificações não mostram um fim.",
    },
    company: {
      label: "Primeiro comunicado da empresa",
      definition: () => "O que a própria empresa diz, no horário que ela informa. Nunca entra na contagem.",
      after: (length) => `Tempo entre a alta das notificações e esse comunicado: ${length}.`,
      before: (length) => `Tempo entre esse comunicado e a alta das notificações: ${length}.`,
      together: "A alta das notificações começou no mesmo minuto desse comunicado.",
    },
  },
  embed: {
    chart: {
      locale: "pt-BR",
      reportsPer: (step) => `Notificações ${per(step)}`,
      normalRange: "nível normal",
      stillCounting: "contagem em curso",
      since: (at) => `desde ${at}`,
      start: (at) => `início ${at}`,
      peak: (at) => `pico ${at}`,
      end: (at) => `fim ${at}`,
      notices: { demo: "Dados de demonstração, não é notícia", replay: "Reprodução de um dia passado" },
      company: "empresa",
      noData: "Sem dados para este período",
      noReports: "Nenhuma notificação neste período",
    },
    states: {
      normal: "Nada fora do normal",
      possible: "Possíveis problemas",
      unconfirmed: "Não confirmado",
      outage: "Problemas",
    },
    held: (state, moment) => `${state} desde ${moment}`,
    ended: (span) => `Encerrado: ${span}`,
    corrected: (moment) => `Alarme falso, corrigido: ${moment}`,
    headline: (service) => `Notificações de problemas com ${service}`,
    falseAlarm: (headline) => `Alarme falso: ${headline}`,
    titleLast: (headline, minutes) => `${headline}, ${rangeOf(minutes)}`,
    now: (reports, usual) =>
      `${counted(reports)} nos últimos 15 minutos${usual === null ? "" : `; o normal agora: ${printUsual(usual, "pt-BR")}`}.`,
    missed: (minutes, length = 15) => `Em ${minutes} desses ${length} minutos não foi possível receber notificações.`,
    highest: (highest) => `Pico: ${highestText(highest)}.`,
    record: (total, highest, ratio) =>
      `${[
        `${counted(total)} desde o início`,
        highest && `pico de ${highestText(highest)}`,
        ratio && `cerca de ${printTimes(ratio, "pt-BR")} vezes o normal`,
      ]
        .filter(Boolean)
        .join(", ")}.`,
    named: (list) => `Mais citados: ${list}.`,
    source: (asOf) => ["Fonte: ", `, que conta notificações enviadas, não usuários afetados. Dados de ${asOf}.`],
    pictureSource: (source) => `Fonte: ${source}. Notificações enviadas, não usuários afetados.`,
    table: {
      summary: "Os números em tabela",
      caption: (step) => `Notificações ${per(step)}, a partir do horário indicado`,
      head: ["Horário", "Notificações", "Nível normal"],
      unknown: "não se sabe",
      soFar: (count) => `${count} até agora`,
      between: (low, high) => `${low} a ${high}`,
    },
    stale: {
      failed: (length) => `Dados de ${length} atrás: no momento não é possível ler números mais recentes.`,
      late: (length) => `Dados de ${length} atrás: números mais recentes estão sendo preparados.`,
    },
    missing: { unknown: "Este serviço ou incidente não existe aqui", retired: "Este serviço não é mais observado" },
  },
  asOf: (time) => `dados de ${time}`,
  problems: {
    answers: "Respostas",
    app: "Aplicativo",
    blackout: "Nada funciona",
    calls: "Ligações",
    cards: "Pagamento com cartão",
    checkout: "Finalização da compra",
    console: "Console",
    "device-offline": "Aparelho desconectado",
    downloads: "Downloads",
    feed: "Feed",
    forms: "Formulários e solicitações",
    gameplay: "Partidas",
    internet: "Internet",
    landline: "Telefone fixo",
    lessons: "Aulas",
    login: "Acesso à conta",
    meetings: "Reuniões",
    "mobile-internet": "Internet móvel",
    "mobile-phone": "Celular",
    navigation: "Mapa e navegação",
    "no-signal": "Sem sinal",
    orders: "Pedidos e reservas",
    payments: "Pagamentos",
    playback: "Reprodução",
    purchases: "Compras",
    receiving: "Recebimento de mensagens",
    search: "Busca",
    sending: "Envio de mensagens",
    "server-connection": "Conexão com o servidor",
    slow: "Conexão lenta",
    sync: "Sincronização",
    "text-messages": "SMS",
    tickets: "Passagens e ingressos",
    timetable: "Horários",
    tracking: "Rastreamento",
    trading: "Negociação",
    transfers: "Transferências",
    tv: "TV",
    website: "Site",
    other: "Outra coisa",
  },
};
