import { FileLink } from "#components/print/file-link.tsx";
import { LettersNote } from "#components/print/letters-note.tsx";
import { fileAddress, type ShareSubject } from "#components/share/share-subject.ts";

interface File {
  readonly ending: string;
  readonly query?: string;
  readonly label: string;
  readonly only?: "incident" | "service";
}

const PICTURES: readonly File[] = [
  { ending: "png", label: "Article, 1600 × 900 (PNG)" },
  { ending: "png", query: "imType=square", label: "Square, 1080 × 1080 (PNG)" },
  { ending: "png", query: "imType=og", label: "Link preview, 1200 × 630 (PNG)" },
  { ending: "png", query: "imType=print", label: "Print, 2400 × 1500 (PNG)" },
  { ending: "png", query: "theme=dark", label: "Article on dark (PNG)" },
  { ending: "svg", label: "Drawing (SVG)" },
];

const DATA: readonly File[] = [
  { ending: "csv", label: "Reports over time (CSV)" },
  { ending: "json", label: "Everything (JSON)" },
  { ending: "zip", label: "All files with a guide (ZIP)", only: "incident" },
];

function FileList({ subject, files }: { readonly subject: ShareSubject; readonly files: readonly File[] }) {
  const shown = files.filter(({ only }) => only === undefined || (only === "incident") === subject.isIncident);
  return (
    <ul className="grid gap-x-6 sm:grid-cols-2">
      {shown.map(({ ending, query, label }) => (
        <li key={label}>
          <FileLink address={fileAddress(subject, ending, query)} label={label} />
        </li>
      ))}
    </ul>
  );
}

/** The chart as a picture in every size. Text, as-of time, source and licence stand in each. */
export function ShareFiles({ subject }: { readonly subject: ShareSubject }) {
  return (
    <>
      <h3 className="text-base">Picture</h3>
      <FileList subject={subject} files={PICTURES} />
      <LettersNote />
      <h3 className="mt-4 text-base">Data</h3>
      <FileList subject={subject} files={DATA} />
    </>
  );
}
