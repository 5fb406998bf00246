import { minuteOf } from "#lib/buckets/minute.ts";
import { chartGeometry } from "#lib/publish/chart-geometry.ts";
import { renderChart } from "#lib/publish/chart-svg.ts";
import { DATA_LICENCE } from "#lib/publish/data-licence.ts";
import type { EmbedPublisher } from "#lib/publish/embed-page.ts";
import { escapeMarkup } from "#lib/publish/escape-markup.ts";
import type { Palette } from "#lib/publish/palette.ts";
import { PICTURE_TYPES, type PictureOptions } from "#lib/publish/picture-options.ts";
import { drawRow, pictureRows, rowHeight, STATE_MARK } from "#lib/publish/picture-rows.ts";
import type { PublishedContent } from "#lib/publish/publish-content.ts";
import { renderStateShape } from "#lib/publish/state-shape.ts";
import { tag, textTag } from "#lib/publish/svg-tags.ts";
import { instantWords } from "#lib/publish/time-words.ts";
import { wordsOf } from "#lib/publish/words-of.ts";

const MARGIN = 24;
const NOTICE_HEIGHT = 24;
/** Below this height a picture is shown small, in a list of links: it has a title of one line. */
const LOW = 400;
/** DejaVu Sans, the widest font that a reader's browser usually takes for ours, is 15 % wider; what is left goes into the margin. */
const READERS_FONT = 1.1;
const GAPS = {
  low: { top: 13, state: 9, figures: 8, chart: 9, source: 4, bottom: 11 },
  high: { top: 20, state: 11, figures: 10, chart: 17, source: 11, bottom: 18 },
} as const;

/** The first line of every picture that is not live, in reverse: it survives a glance. */
function drawNotice(words: string, width: number, palette: Palette): string {
  const box = tag("rect", { width, height: NOTICE_HEIGHT, fill: palette.ink });
  const style = { "font-size": 12, "font-weight": 600, fill: palette.paper };
  return box + textTag(words, { x: MARGIN, y: 16.5, anchor: "start" }, style);
}

function sourceLines({ subject, path, language }: PublishedContent, publisher: EmbedPublisher): readonly string[] {
  const words = wordsOf(language);
  const asOf = instantWords(minuteOf(subject.asOf), subject.timeZone, words.locale);
  const address = publisher.publicUrl.replace(/^https?:\/\//, "") + path;
  const source = words.embed.pictureSource(`${publisher.instanceName}, ${DATA_LICENCE.name}`);
  return [source, `${address}, ${words.asOf(asOf)}`];
}

/**
 * A picture of a chart that can stand alone in an article or a feed: title, state, figures, chart, source, as-of time and licence,
 * and above all of it the notice when the data is not live. An SVG file of its own; at most 800 x 540 of its own pixels. Its
 * texts leave room for the font of whoever opens it, or fill the room where it is written with ours.
 */
export function renderPicture(
  content: PublishedContent,
  options: PictureOptions,
  publisher: EmbedPublisher,
  font: "ours" | "the reader's" = "the reader's",
): string {
  const { subject, title, description, language } = content;
  const { palette } = options;
  const { width, height } = PICTURE_TYPES[options.type];
  const isLow = height < LOW;
  const [room, gaps] = [width - 2 * MARGIN, isLow ? GAPS.low : GAPS.high];
  const words = wordsOf(language).embed.chart;
  const notice = subject.mode === "live" ? null : words.notices[subject.mode];
  const textRoom = font === "ours" ? room : room / READERS_FONT;
  const rows = pictureRows(content, sourceLines(content, publisher), { room: textRoom, isLow, palette });
  const titleTop = (notice === null ? 0 : NOTICE_HEIGHT) + gaps.top;
  const stateTop = titleTop + rowHeight(rows.title) + gaps.state;
  const figuresTop = stateTop + rowHeight(rows.state) + gaps.figures;
  const chartTop = figuresTop + rowHeight(rows.figures) + gaps.chart;
  const sourceTop = height - gaps.bottom - rowHeight(rows.source);
  // The picture itself says in larger letters when its data is not live; the chart need not say it again.
  const chartSize = { width: room, height: sourceTop - gaps.source - chartTop, mode: "live" } as const;
  const chart = chartGeometry({ ...subject, ...chartSize, words });
  const { state } = subject;
  const shape = state === null ? "" : renderStateShape(state, palette[state], rows.state.size);
  const parts = [
    tag("title", {}, escapeMarkup(title)),
    tag("desc", {}, escapeMarkup(description)),
    tag("rect", { width, height, fill: palette.paper }),
    notice === null ? "" : drawNotice(notice, width, palette),
    drawRow(rows.title, MARGIN, titleTop),
    tag("g", { transform: `translate(${MARGIN} ${stateTop + 2})` }, shape),
    drawRow(rows.state, state === null ? MARGIN : MARGIN + STATE_MARK, stateTop),
    drawRow(rows.figures, MARGIN, figuresTop),
    tag(
      "g",
      { transform: `translate(${MARGIN} ${chartTop})` },
      renderChart(chart, { title, description, palette, standalone: true }),
    ),
    drawRow(rows.source, MARGIN, sourceTop),
  ];
  const frame = { width, height, viewBox: `0 0 ${width} ${height}`, "font-family": "Inter, system-ui, sans-serif" };
  return tag("svg", { xmlns: "http://www.w3.org/2000/svg", ...frame, role: "img" }, parts.join(""));
}
