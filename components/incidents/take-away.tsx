import { FileLink } from "#components/print/file-link.tsx";
import { LettersNote } from "#components/print/letters-note.tsx";
import { RecordEmbed } from "#components/print/record-embed.tsx";
import { fileOfView } from "#components/share/share-subject.ts";
import { formatMinute, minuteOf } from "#lib/buckets/minute.ts";
import type { IncidentSnapshot } from "#lib/live/incident-snapshot.ts";
import { viewOf } from "#lib/publish/embed-address.ts";

interface TakeAwayProps {
  readonly snapshot: IncidentSnapshot;
  readonly publicUrl: string;
  /** The files and the embed of a frozen record are those of its minute. */
  readonly isFrozen: boolean;
}

/** Ending and option of each file, and what it is called. */
const FILES = [
  { ending: "png", option: "imType=print", label: "Picture for print (PNG)" },
  { ending: "png", option: "imType=square", label: "Square picture (PNG)" },
  { ending: "svg", option: "", label: "Picture (SVG)" },
  { ending: "csv", option: "", label: "Reports (CSV)" },
  { ending: "json", option: "", label: "Record (JSON)" },
  { ending: "zip", option: "", label: "All of it (ZIP)" },
] as const;

/** The record's chart for an article, and its data. */
export function TakeAway({ snapshot, publicUrl, isFrozen }: TakeAwayProps) {
  const { incident, service, asOf } = snapshot;
  const frozen = isFrozen ? formatMinute(minuteOf(asOf)) : null;
  const [path, view] = [`/incidents/${incident.id}`, viewOf({ asOf: frozen })];
  return (
    <div className="mt-4 border-t border-rule">
      <RecordEmbed
        publicUrl={publicUrl}
        path={`/embed${path}`}
        asOf={frozen}
        title={`Reports of problems with ${service.name}`}
      />
      <ul className="flex flex-wrap gap-x-6">
        {FILES.map(({ ending, option, label }) => (
          <li key={label}>
            <FileLink address={fileOfView(path, view, ending, option)} label={label} />
          </li>
        ))}
      </ul>
      <LettersNote />
    </div>
  );
}
