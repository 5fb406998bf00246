import { EmbedCode } from "#components/figures/embed-code.tsx";
import { FileLink } from "#components/print/file-link.tsx";
import { LettersNote } from "#components/print/letters-note.tsx";
import { formatMinute, minuteOf } from "#lib/buckets/minute.ts";
import type { IncidentSnapshot } from "#lib/live/incident-snapshot.ts";

interface TakeAwayProps {
  readonly snapshot: IncidentSnapshot;
  readonly publicUrl: string;
  /** The files and the embed of a frozen record are those of its minute. */
  readonly isFrozen: boolean;
}

/** Ending and options of each file, and what it is called. */
const FILES = [
  { file: "png?imType=print", label: "Picture for print (PNG)" },
  { file: "png?imType=square", label: "Square picture (PNG)" },
  { file: "svg", label: "Picture (SVG)" },
  { file: "csv", label: "Reports (CSV)" },
  { file: "json", label: "Record (JSON)" },
  { file: "zip", label: "All of it (ZIP)" },
] as const;

/** The record's chart for an article, and its data. */
export function TakeAway({ snapshot, publicUrl, isFrozen }: TakeAwayProps) {
  const { incident, service, asOf } = snapshot;
  const frozen = isFrozen ? formatMinute(minuteOf(asOf)) : null;
  const addressOf = (file: string) => {
    const address = `/incidents/${incident.id}.${file}`;
    return frozen === null ? address : `${address}${file.includes("?") ? "&" : "?"}asof=${frozen}`;
  };
  return (
    <div className="mt-4 border-t border-rule">
      <EmbedCode
        publicUrl={publicUrl}
        path={`/embed/incidents/${incident.id}`}
        shown={{ asOf: frozen }}
        title={`Reports of problems with ${service.name}`}
      />
      <ul className="flex flex-wrap gap-x-6">
        {FILES.map(({ file, label }) => (
          <li key={file}>
            <FileLink address={addressOf(file)} label={label} />
          </li>
        ))}
      </ul>
      <LettersNote />
    </div>
  );
}
