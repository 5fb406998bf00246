import { floorToStep, type Minute } from "#lib/buckets/minute.ts";
import { offsetMinutes } from "#lib/buckets/wall-time.ts";
import { nowOf } from "#lib/live/read-context.ts";
import { readFacetedSeries, readSeries } from "#lib/live/read-series.ts";
import { broken } from "#lib/reports/input-error.ts";
import { seriesAnswer } from "#server/routes/api/answers.ts";
import { slugParams } from "#server/routes/api/query.ts";
import { defineRoute, Refusal } from "#server/routes/api/route.ts";
import { resolveSeries, seriesQuery } from "#server/routes/api/series-query.ts";
import { facetSeriesJson, seriesJson, stampJson } from "#server/routes/api/views.ts";
import { hourMinute, wallText } from "#server/routes/api/wall-text.ts";

/** Zones change their offset on quarters of an hour: Intl is asked once for each. */
const OFFSET_STEP = 15;

/** Writes minutes as the clocks of a zone show them, with the offset: 2024-11-08T16:03-08:00. */
export function localTimes(timeZone: string): (minute: Minute) => string {
  const offsets = new Map<Minute, number>();
  const text = wallText();
  return (minute) => {
    const quarter = floorToStep(minute, OFFSET_STEP);
    const offset = offsets.get(quarter) ?? offsetMinutes(quarter, timeZone);
    offsets.set(quarter, offset);
    return `${text(minute + offset)}${offset < 0 ? "-" : "+"}${hourMinute(Math.abs(offset))}`;
  };
}

export const seriesRoute = defineRoute({
  path: "/api/v1/services/{slug}/series",
  operationId: "readSeries",
  summary: "A service's reports over time",
  description:
    "Counted reports per 1, 5, 15, 60, 180 or 1,440 minutes with what is expected and the normal range, or by facet. Steps are UTC-aligned: " +
    "from and to are widened to whole ones. At most 44,640 points (31 days of minutes; by facet fewer steps) and 366 days; by facet 31 days where steps are below an hour.",
  params: slugParams,
  query: seriesQuery,
  answer: seriesAnswer,
  async read({ params, query }, context) {
    const request = resolveSeries(query, nowOf(context));
    if (!request.ok) return new Refusal(request.errors);
    const { span, step } = request;
    const slug = params.slug ?? "";
    const written = query.tz === undefined ? undefined : localTimes(query.tz);
    if (query.facet !== undefined) {
      const found = await readFacetedSeries(slug, query.facet, request, context);
      if (found === "too-many-points") return new Refusal([broken("?step", found)]);
      return found && { ...stampJson(found), service: found.service, facets: facetSeriesJson(found, written) };
    }
    const snapshot = await readSeries(slug, span, step, context);
    if (snapshot === null) return null;
    const series = seriesJson(snapshot.series, "now", written);
    return { ...stampJson(snapshot), service: snapshot.service, series };
  },
});
