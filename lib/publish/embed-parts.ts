import { minuteOf } from "#lib/buckets/minute.ts";
import { chartGeometry } from "#lib/publish/chart-geometry.ts";
import { renderChart } from "#lib/publish/chart-svg.ts";
import { chartTable } from "#lib/publish/chart-table.ts";
import { escapeMarkup } from "#lib/publish/escape-markup.ts";
import { DEFAULT_LANGUAGE } from "#lib/publish/language.ts";
import type { PublishedContent } from "#lib/publish/publish-content.ts";
import { renderStateShape } from "#lib/publish/state-shape.ts";
import { modeNotice } from "#lib/publish/state-words.ts";
import { instantWords } from "#lib/publish/time-words.ts";
import { wordsOf } from "#lib/publish/words-of.ts";

/** Drawn at these widths and scaled a little: a phone, and the column of an article. */
const SIZES = { "high narrow": { width: 360, height: 240 }, "high wide": { width: 640, height: 280 } };
/** What a frame of little height shows instead, whose words stay legible because it need not be scaled down. */
const LOW_SIZES = { "low narrow": { width: 360, height: 180 }, "low wide": { width: 640, height: 180 } };
/** All drawings have the same steps, so that both print the same numbers: a quarter of an hour for a day, as the press counts. */
const MAX_POINTS = 170;

/** An element that the live script may exchange for its successor; `name` is what it is known by. One that is empty by now stands there all the same, and is not shown. */
export function part(name: string, tag: string, className: string, content: string): string {
  return `<${tag} class="${className}" data-part="${name}">${content}</${tag}>`;
}

/** Shape and words of the state. */
export function stateLine({ subject: { state }, stateText }: PublishedContent): string {
  const words = `<span>${escapeMarkup(stateText)}</span>`;
  if (state === null) return part("state", "p", "state", words);
  return part("state", "p", `state ${state}`, renderStateShape(state, "currentColor") + words);
}

/** The chart; for a frame of fixed height it is drawn low as well. */
export function chartFigure({ subject, title, description, language }: PublishedContent, isFitted: boolean): string {
  const words = wordsOf(language).embed.chart;
  const drawings = Object.entries(isFitted ? { ...SIZES, ...LOW_SIZES } : SIZES).map(([className, size]) => {
    const chart = chartGeometry({ ...subject, ...size, words, maxPoints: MAX_POINTS });
    return `<div class="${className}">${renderChart(chart, { title, description })}</div>`;
  });
  return part("chart", "div", "chart", drawings.join(""));
}

/** The same numbers for those who cannot see the chart or want to copy them. */
export function tableDetails({ subject: { series, asOf, timeZone }, language }: PublishedContent): string {
  const words = wordsOf(language).embed;
  const { caption, rows } = chartTable(series, asOf, words);
  const cells = rows.map(({ minute, reports, usual }) => {
    const time = instantWords(minute, timeZone, words.chart.locale);
    return `<tr><th scope="row">${time}</th><td>${reports}</td><td>${usual}</td></tr>`;
  });
  const head = `<tr>${words.table.head.map((name) => `<th scope="col">${name}</th>`).join("")}</tr>`;
  const body = `<thead>${head}</thead><tbody>${cells.join("")}</tbody>`;
  const table = part("table", "table", "", `<caption>${caption}</caption>${body}`);
  return `<details><summary>${words.table.summary}</summary>${table}</details>`;
}

/** Stands on every embed whose data is not live, so that no screenshot of it passes for news. */
export function noticeLine({ subject: { mode }, language }: PublishedContent): string {
  if (mode === "live") return "";
  const own = language === DEFAULT_LANGUAGE ? modeNotice(mode)?.long : null;
  return `<p class="notice">${escapeMarkup(own ?? wordsOf(language).paragraph.notNews[mode])}</p>`;
}

/** Who counted what, and when it was true. On every embed. */
export function sourceLine({ subject, language }: PublishedContent, instanceName: string, address: string): string {
  const words = wordsOf(language).embed;
  const asOf = instantWords(minuteOf(subject.asOf), subject.timeZone, words.chart.locale);
  const [before, after] = words.source(asOf);
  const link = `<a href="${escapeMarkup(address)}" target="_blank" rel="noopener">${escapeMarkup(instanceName)}</a>`;
  return part("source", "p", "source", escapeMarkup(before) + link + escapeMarkup(after));
}
