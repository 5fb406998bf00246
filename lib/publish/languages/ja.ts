import type { Highest } from "#lib/publish/embed-words.ts";
import type { LanguageWords } from "#lib/publish/language-words.ts";
import { formatCount } from "#lib/publish/number-words.ts";
import { printTimes, printUsual } from "#lib/publish/print-numbers.ts";
import { type ProseMoment, proseDuration } from "#lib/publish/prose-time.ts";

/** 「2024年11月9日土曜日9時4分（日本標準時、UTC+9）」。 */
function time({ hour, minute, date, zone }: ProseMoment): string {
  const clock = `${hour}時${minute === 0 ? "" : `${minute}分`}`;
  return `${date ?? ""}${clock}${zone === null ? "" : `（${zone.replace(", ", "、")}）`}`;
}

/** Intl が入れる空白なしで：「1 時間 5 分」は「1時間5分」。 */
function closed(length: string): string {
  return length.replaceAll(/\s/g, "");
}

/** 「15分」のように。 */
function lengthOf(minutes: number): string {
  return closed(proseDuration(minutes, "ja-JP"));
}

function counted(reports: number): string {
  return `${formatCount(reports, "ja-JP")}件`;
}

function rangeOf(minutes: number): string {
  return minutes === 1440 ? "24時間" : lengthOf(minutes);
}

/** 「9:15 UTC+9からの15分で19,043件」と、その時間の通常の件数。 */
function highestText({ reports, minutes, from, isCounting, usual }: Highest): string {
  const compared = usual === null ? "" : `（通常は約${printUsual(usual, "ja-JP")}件）`;
  return `${from}からの${lengthOf(minutes)}で${counted(reports)}${isCounting ? "（集計中）" : ""}${compared}`;
}

export const japanese: LanguageWords = {
  locale: "ja-JP",
  lessThan: (percent) => `${percent}未満`,
  name: "日本語",
  title: (service, date) => `${service}、${date}`,
  falseAlarmTitle: (service, date) => `${service}、${date}（誤検知）`,
  recordTitle: (title) => `${title}：記録`,
  paragraph: {
    notNews: {
      demo: "デモ用のデータであり、ニュースではない。",
      replay: "過去の一日の再生であり、ニュースではない。",
    },
    falseAlarm: (at) => `${time(at)}に誤検知として訂正済み。障害として報じるべきではない。`,
    rise: (service, at) => `${service}の不具合の報告が、${time(at)}ごろから増え始めた。`,
    riseToPeak: (service, at, { count, until, times }) =>
      `${service}の不具合の報告が、${time(at)}ごろから増え始め、${time(until)}までの15分間で${count}件に達した${times === null ? "" : `（この時間帯の通常の約${times}倍）`}。`,
    named: (problem, percent) => `最も多かった内容は「${problem}」（${percent}）。`,
    company: (at, lag) =>
      lag === null ? `運営会社の最初の発表は${time(at)}。` : `運営会社の最初の発表は、${closed(lag)}後の${time(at)}。`,
    over: (at) => `${time(at)}までに増加は収まった。`,
    still: (at) => `${time(at)}の時点で、終了はまだ確認されていなかった。`,
    source: (instance) =>
      `出典：${instance}（任意で寄せられた報告を集計）。報告の件数は、影響を受けた利用者の数ではない。`,
  },
  card: {
    peak15: {
      label: "15分間の最多",
      definition: (span) => `${span}の不具合の報告。UTCで区切った15分間ごとの件数のうち最多。`,
      early: "この15分間は開始より前に始まり、開始前の報告も含む。",
      running: "この15分間はまだ終わっておらず、集計中の件数。",
    },
    peak1: { label: "1分間の最多", definition: (from) => `${from}からの1分間の不具合の報告。1分間ごとの最多。` },
    total: {
      label: "合計",
      definition: () => "開始から終了までに集計した不具合の報告。人数ではない。",
      soFar: "開始からデータの時点までに集計した不具合の報告。人数ではない。",
    },
    ratio: {
      label: "通常との比",
      value: (times) => `約${times}倍`,
      definition: () => "15分間の最多を、その15分間に通常見込まれる件数で割った値。",
      against: (expected) => `15分間の最多を、その15分間に通常見込まれる件数（約${expected}件）で割った値。`,
    },
    works: {
      label: "「使えている」",
      definition: () => "開始以降の全回答のうち、使えているとの回答。20件以上で表示。",
    },
    start: { label: "開始", definition: () => "検知した増加の最初の1分。事後に特定。" },
    flag: { label: "最初の検知", definition: () => "当サイトがこの事象の記録を始めた時刻。" },
    end: {
      label: "終了",
      definition: (atMost) =>
        `この間に報告が通常の範囲、またはピーク時のごく一部まで減った。開始から最長で${closed(atMost)}。`,
      notYet: "継続中",
      lasts: (length) =>
        `${closed(length)}にわたり継続中。報告が通常の範囲、またはピーク時のごく一部にとどまれば終了とする。`,
      closed: "この時点で誤検知として終了。報告からは終了の時刻は分からない。",
    },
    company: {
      label: "運営会社の最初の発表",
      definition: () => "運営会社自身の発表と、その時刻。件数には一切含まない。",
      after: (length) => `報告の増加から最初の発表まで${closed(length)}。`,
      before: (length) => `最初の発表から報告の増加まで${closed(length)}。`,
      together: "報告は最初の発表と同じ時刻に増え始めた。",
    },
  },
  embed: {
    chart: {
      locale: "ja-JP",
      reportsPer: (step) => `${lengthOf(step)}ごとの報告`,
      normalRange: "通常の範囲",
      stillCounting: "集計中",
      since: (at) => `${at}から`,
      start: (at) => `開始 ${at}`,
      peak: (at) => `最多 ${at}`,
      end: (at) => `終了 ${at}`,
      notices: { demo: "デモ用データ（ニュースではない）", replay: "過去の一日の再生" },
      company: "運営会社",
      noData: "この期間のデータなし",
      noReports: "この期間の報告なし",
    },
    states: { normal: "異常なし", possible: "不具合の可能性", unconfirmed: "未確認", outage: "不具合" },
    held: (state, moment) => `${state}（${moment}から）`,
    ended: (span) => `終了（${span}）`,
    corrected: (moment) => `誤検知（${moment}に訂正）`,
    headline: (service) => `${service}の不具合の報告`,
    falseAlarm: (headline) => `誤検知：${headline}`,
    titleLast: (headline, minutes) => `${headline}（過去${rangeOf(minutes)}）`,
    now: (reports, usual) =>
      `直近15分間で${counted(reports)}${usual === null ? "" : `（この時間の通常は約${printUsual(usual, "ja-JP")}件）`}。`,
    missed: (minutes, length = 15) => `この${length}分間のうち${minutes}分は報告を受け付けられなかった。`,
    highest: (highest) => `最多：${highestText(highest)}。`,
    record: (total, highest, ratio) =>
      `${[
        `開始から${counted(total)}`,
        highest && `最多は${highestText(highest)}`,
        ratio && `通常の約${printTimes(ratio, "ja-JP")}倍`,
      ]
        .filter(Boolean)
        .join("、")}。`,
    named: (list) => `多かった内容：${list}。`,
    source: (asOf) => ["出典：", `。寄せられた報告の件数であり、影響を受けた利用者の数ではない。${asOf}時点。`],
    pictureSource: (source) => `出典：${source}。寄せられた報告の件数（利用者の数ではない）。`,
    table: {
      summary: "数値の表",
      caption: (step) => `${lengthOf(step)}ごとの報告（記載の時刻から）`,
      head: ["時刻", "報告", "通常の範囲"],
      unknown: "不明",
      soFar: (count) => `${count}（集計中）`,
      between: (low, high) => `${low}～${high}`,
    },
    stale: {
      failed: (length) => `${closed(length)}前のデータです。新しい数値は現在読み取れません。`,
      late: (length) => `${closed(length)}前のデータです。新しい数値を準備しています。`,
    },
    missing: {
      unknown: "このサービスまたは障害の記録はありません",
      retired: "このサービスの観測は終了しました",
    },
  },
  asOf: (time) => `${time}時点`,
  problems: {
    answers: "回答",
    app: "アプリ",
    blackout: "全く使えない",
    calls: "通話",
    cards: "カード決済",
    checkout: "購入手続き",
    console: "管理画面",
    "device-offline": "機器がオフライン",
    downloads: "ダウンロード",
    feed: "フィード",
    forms: "書類と申請",
    gameplay: "ゲームプレー",
    internet: "インターネット",
    landline: "固定電話",
    lessons: "授業",
    login: "ログイン",
    meetings: "会議",
    "mobile-internet": "モバイル通信",
    "mobile-phone": "携帯電話",
    navigation: "地図と経路案内",
    "no-signal": "圏外",
    orders: "注文と予約",
    payments: "支払い",
    playback: "再生",
    purchases: "購入",
    receiving: "メッセージの受信",
    search: "検索",
    sending: "メッセージの送信",
    "server-connection": "サーバー接続",
    slow: "接続が遅い",
    sync: "同期",
    "text-messages": "SMS",
    tickets: "チケット",
    timetable: "時刻表",
    tracking: "追跡",
    trading: "取引",
    transfers: "振り込み",
    tv: "テレビ",
    website: "ウェブサイト",
    other: "その他",
  },
};
