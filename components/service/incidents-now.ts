import { floorToStep, minuteOf } from "#lib/buckets/minute.ts";
import { isQuarterOver } from "#lib/buckets/window.ts";
import type { LivePage } from "#lib/live/apply-frame.ts";
import type { SeriesPoint } from "#lib/live/snapshot.ts";
import type { ChartIncident } from "#lib/publish/chart-spans.ts";
import { gatherSeries } from "#lib/publish/chart-steps.ts";

type Live = Pick<LivePage, "asOf" | "state" | "since" | "incidentId" | "series">;

const QUARTER = 15;

/** With the highest whole quarter of an hour that the series has of it, where it is higher than what was known. */
function raised(incident: ChartIncident, { series, asOf }: Live): ChartIncident {
  if (series.stepMinutes > QUARTER) return incident;
  const first = floorToStep(incident.started, QUARTER);
  const highest = gatherSeries(series, QUARTER, minuteOf(asOf))
    .points.filter(({ minute }) => minute >= first && isQuarterOver(minute, asOf))
    .reduce<SeriesPoint | null>((best, point) => (point.reports > (best?.reports ?? 0) ? point : best), null);
  if (highest === null || highest.reports <= incident.peak15) return incident;
  return { ...incident, peak15: highest.reports, peak15Minute: highest.minute };
}

/**
 * The incidents of a chart as the stream tells them after the page was made. An open one keeps up with its highest quarter of
 * an hour; one that is over ends where the state after it began; one that has opened since begins with its state.
 */
export function incidentsNow(incidents: readonly ChartIncident[], live: Live): readonly ChartIncident[] {
  const { state, since, incidentId } = live;
  const known = incidents.flatMap((incident) => {
    // One that was over may have been opened again.
    if (incident.id === incidentId) return [raised({ ...incident, level: state, ended: null }, live)];
    if (incident.ended !== null) return [incident];
    // Another one is open: when this one ended, no frame says.
    if (incidentId !== null) return [];
    return [since === null ? incident : { ...incident, ended: { from: since, to: since } }];
  });
  if (incidentId === null || since === null || known.some(({ id }) => id === incidentId)) return known;
  const opened = { id: incidentId, level: state, started: since, ended: null, peak15: 0, peak15Minute: null };
  return [...known, raised(opened, live)];
}
