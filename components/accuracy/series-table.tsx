import { DataTable } from "#components/accuracy/data-table.tsx";
import type { SeriesResult } from "#lib/publish/accuracy-results.ts";
import { formatCount } from "#lib/publish/number-words.ts";

/** Detectors on real series. */
export function SeriesTable({ series }: { series: readonly SeriesResult[] }) {
  const rows = series.map(({ name, windowsFound, windows, alarmsOutside }, i) => ({
    key: name,
    name,
    strong: i === 0,
    cells: [`${windowsFound} of ${windows}`, formatCount(alarmsOutside)],
  }));
  const columns = ["Detector", "Windows found", "Alarms outside"];
  return <DataTable caption="Detectors on real series" columns={columns} rows={rows} />;
}
