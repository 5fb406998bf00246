import { formatMinute } from "#lib/buckets/minute.ts";
import type { HomeFrame, LiveFrame, LiveSnapshot } from "#lib/live/live-frame.ts";
import { pointsJson, seriesJson, stampJson } from "#server/routes/api/views.ts";

export function frameJson(frame: LiveFrame) {
  const { slug, state, since, reason, incidentId, reports15, missed15, expected15, worksPercent, minutes, steps } =
    frame;
  return {
    ...stampJson(frame),
    slug,
    state,
    since: since === null ? null : formatMinute(since),
    reason,
    incidentId,
    reports15,
    missed15,
    expected15,
    worksPercent,
    minutes: pointsJson(minutes),
    steps: pointsJson(steps),
  };
}

export function liveSnapshotJson(snapshot: LiveSnapshot) {
  return { ...frameJson(snapshot), series: seriesJson(snapshot.series) };
}

export function homeFrameJson(frame: HomeFrame) {
  return {
    ...stampJson(frame),
    services: frame.services.map((service) => ({
      ...service,
      since: service.since === null ? null : formatMinute(service.since),
    })),
  };
}
