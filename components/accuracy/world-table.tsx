import { DataTable } from "#components/accuracy/data-table.tsx";
import type { WorldResult } from "#lib/publish/accuracy-results.ts";
import { formatPercent } from "#lib/publish/number-words.ts";

const COLUMNS = [
  "Detector",
  "Outages found",
  "False, a service in a month",
  "Minutes to the flag, median",
  "Of its incidents true",
  "Largest found",
  "Incidents an outage",
];

/** This detector beside the others on one labelled world. */
export function WorldTable({ world }: { world: WorldResult }) {
  const rows = world.detectors.map((detector, i) => ({
    key: detector.name,
    strong: i === 0,
    name: (
      <>
        {detector.name}
        <span className="block text-small font-normal text-soft">{detector.note}</span>
      </>
    ),
    cells: [
      formatPercent(detector.found * 100),
      detector.falsePerServiceMonth.toFixed(2),
      String(detector.delayMinutes),
      formatPercent(detector.precision * 100),
      formatPercent((detector.foundBySize.at(-1) ?? 0) * 100),
      detector.incidentsPerOutage.toFixed(2),
    ],
  }));
  return <DataTable caption={`Detectors on the world of ${world.name.toLowerCase()}`} columns={COLUMNS} rows={rows} />;
}

/** What the columns of these tables mean. */
export function WorldColumns() {
  return (
    <p className="max-w-[68ch] text-small text-soft">
      Found: of the outages that stand out at least seven times their noise (S2 and larger); largest: 150 times and more
      (S5). Minutes: for S3 and larger, from the start of the outage; people need two to three minutes to notice and
      press. False: incidents where nothing was, most of them after memes and reports of the wrong service.
    </p>
  );
}
