import { EVENT_WORDS } from "#components/incidents/incident-words.ts";
import { Moment } from "#components/time/moment.tsx";
import type { IncidentEventView } from "#lib/live/incident-snapshot.ts";

interface TimelineProps {
  readonly events: readonly IncidentEventView[];
  readonly nowMs: number;
}

/** Every change of an incident with the reason that was recorded with it, oldest first. Nothing is ever taken out. */
export function Timeline({ events, nowMs }: TimelineProps) {
  return (
    <ol>
      {events.map((event) => (
        <li key={event.seq} className="grid gap-x-6 border-b border-rule py-3 sm:grid-cols-[14rem_minmax(0,1fr)]">
          <p className="text-soft">
            <Moment minute={event.minute} nowMs={nowMs} />
          </p>
          <p className="max-w-[68ch]">
            <strong className="font-semibold">{EVENT_WORDS[event.kind]}.</strong> {event.reason}
          </p>
        </li>
      ))}
    </ol>
  );
}
