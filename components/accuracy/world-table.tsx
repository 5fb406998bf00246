import { DataTable } from "#components/accuracy/data-table.tsx";
import type { WorldResult } from "#lib/publish/accuracy-results.ts";
import { formatPercent } from "#lib/publish/number-words.ts";

const COLUMNS = [
  "Detector",
  "Outages found",
  "False, a service in a month",
  "Minutes to the flag, median",
  "Of its incidents true",
  "Incidents an outage",
  "Small found",
  "Medium found",
  "Large found",
  "Huge found",
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
      detector.incidentsPerOutage.toFixed(2),
      ...detector.foundBySize.map((share) => formatPercent(share * 100)),
    ],
  }));
  return <DataTable caption={`Detectors on the world of ${world.name.toLowerCase()}`} columns={COLUMNS} rows={rows} />;
}

/** What the columns of these tables mean. */
export function WorldColumns() {
  return (
    <p className="max-w-[68ch] text-small text-soft">
      Found: of all outages that stand out at least seven times their noise, then by size: small ones stand out 7 to 15
      times, medium ones 15 to 40, large ones 40 to 150, huge ones 150 times and more (S2 to S5 in the software's
      bench/DETECTION.md). Minutes: for medium ones and larger, from the start of the outage; people need two to three
      minutes to notice and press. False: incidents where nothing was.
    </p>
  );
}
