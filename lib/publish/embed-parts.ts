import { type Minute, minuteOf } from "#lib/buckets/minute.ts";
import type { IncidentSummary, Mode, Series, Share, StateKey } from "#lib/live/snapshot.ts";
import { chartGeometry } from "#lib/publish/chart-geometry.ts";
import { renderChart } from "#lib/publish/chart-svg.ts";
import { chartTable } from "#lib/publish/chart-table.ts";
import { chartTitle, describeChart } from "#lib/publish/describe-chart.ts";
import { escapeMarkup } from "#lib/publish/escape-markup.ts";
import { formatPercent } from "#lib/publish/number-words.ts";
import { renderStateShape } from "#lib/publish/state-shape.ts";
import { modeNotice } from "#lib/publish/state-words.ts";
import { instantWords } from "#lib/publish/time-words.ts";

/** What the embeds of a service and of an incident have in common. */
export interface EmbedSubject {
  readonly serviceName: string;
  readonly series: Series;
  readonly incidents: readonly IncidentSummary[];
  readonly mode: Mode;
  readonly asOf: number;
  readonly state: StateKey;
  readonly since: Minute | null;
  /** The state and its times in words. */
  readonly stateText: string;
  readonly timeZone: string;
}

/** Drawn at these widths and scaled a little: a phone, and the column of an article. */
const NARROW = { width: 360, height: 240 };
const WIDE = { width: 640, height: 280 };
/** Both drawings have the same steps, so that both print the same numbers: a quarter of an hour for a day, as the press counts. */
const MAX_POINTS = 170;
const SHARES = 3;

/** An element that the live script may exchange for its successor; `name` is what it is known by. */
export function part(name: string, tag: string, className: string, content: string): string {
  return `<${tag} class="${className}" data-part="${name}">${content}</${tag}>`;
}

/** Shape and words of the state. */
export function stateLine({ state, stateText }: EmbedSubject): string {
  const words = `<span>${escapeMarkup(stateText)}</span>`;
  return part("state", "p", `state ${state}`, renderStateShape(state, "currentColor") + words);
}

export function chartFigure(subject: EmbedSubject): string {
  const title = chartTitle(subject);
  const description = describeChart(subject, subject.state, subject.since);
  const draw = (size: { width: number; height: number }, className: string) => {
    const chart = chartGeometry({ ...subject, ...size, maxPoints: MAX_POINTS });
    return `<div class="${className}">${renderChart(chart, { title, description })}</div>`;
  };
  return part("chart", "div", "chart", draw(NARROW, "narrow") + draw(WIDE, "wide"));
}

/** The same numbers for those who cannot see the chart or want to copy them. */
export function tableDetails({ series, asOf, timeZone }: EmbedSubject): string {
  const { caption, rows } = chartTable(series, asOf, timeZone);
  const cells = rows.map(
    ({ time, reports, usual }) => `<tr><th scope="row">${time}</th><td>${reports}</td><td>${usual}</td></tr>`,
  );
  const head = `<tr><th scope="col">Time</th><th scope="col">Reports</th><th scope="col">Normal range</th></tr>`;
  const body = `<thead>${head}</thead><tbody>${cells.join("")}</tbody>`;
  const table = part("table", "table", "", `<caption>${caption}</caption>${body}`);
  return `<details><summary>The numbers as a table</summary>${table}</details>`;
}

/** "Most named: login 62 %, app 20 %." Empty while nothing was named. */
export function problemsLine(problems: readonly Share[]): string {
  const named = problems.slice(0, SHARES).map(({ label, percent }) => `${label} ${formatPercent(percent)}`);
  return named.length === 0 ? "" : part("problems", "p", "", escapeMarkup(`Most named: ${named.join(", ")}.`));
}

/** Stands on every embed whose data is not live, so that no screenshot of it passes for news. */
export function noticeLine(mode: Mode): string {
  const notice = modeNotice(mode);
  return notice === null ? "" : `<p class="notice">${escapeMarkup(notice.long)}</p>`;
}

/** Who counted what, and when it was true. On every embed. */
export function sourceLine(subject: EmbedSubject, instanceName: string, address: string): string {
  const link = `<a href="${escapeMarkup(address)}" target="_blank" rel="noopener">${escapeMarkup(instanceName)}</a>`;
  const asOf = escapeMarkup(instantWords(minuteOf(subject.asOf), subject.timeZone));
  const words = `Source: ${link}, which counts reports that people submit, not users affected. As of ${asOf}.`;
  return part("source", "p", "source", words);
}
