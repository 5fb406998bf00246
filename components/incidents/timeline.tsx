import { eventWords } from "#components/incidents/incident-words.ts";
import { DatedRow } from "#components/time/dated-row.tsx";
import type { IncidentEventView } from "#lib/live/incident-snapshot.ts";

interface TimelineProps {
  readonly events: readonly IncidentEventView[];
  readonly nowMs: number;
}

/** Every change of an incident with the reason that was recorded with it, oldest first. Nothing is ever taken out. */
export function Timeline({ events, nowMs }: TimelineProps) {
  const words = eventWords(events);
  return (
    <ol>
      {events.map((event, index) => (
        <DatedRow key={event.seq} minute={event.minute} nowMs={nowMs}>
          <p className="max-w-[68ch]">
            <strong className="font-semibold">{words[index]}.</strong> {event.reason}
          </p>
        </DatedRow>
      ))}
    </ol>
  );
}
