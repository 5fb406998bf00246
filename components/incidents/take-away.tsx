import { EmbedCode } from "#components/figures/embed-code.tsx";
import type { IncidentSnapshot } from "#lib/live/snapshot.ts";

interface TakeAwayProps {
  readonly snapshot: IncidentSnapshot;
  readonly publicUrl: string;
}

/** The record's chart for an article, and its data. */
export function TakeAway({ snapshot, publicUrl }: TakeAwayProps) {
  const { incident, service } = snapshot;
  return (
    <div className="mt-4 border-t border-rule">
      <EmbedCode
        publicUrl={publicUrl}
        path={`/embed/incidents/${incident.id}`}
        title={`Reports of problems with ${service.name}`}
      />
      <p>
        <a href={`/api/v1/incidents/${incident.id}`} className="inline-flex min-h-11 items-center">
          This record as JSON
        </a>
      </p>
    </div>
  );
}
