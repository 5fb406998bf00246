import { DataTable } from "#components/accuracy/data-table.tsx";
import type { AttackResult } from "#lib/publish/accuracy-results.ts";
import { formatCount } from "#lib/publish/number-words.ts";

/** What invented crowds achieve, the failures of the detector first. */
export function AttackTable({ attacks }: { attacks: readonly AttackResult[] }) {
  const failsFirst = [...attacks].sort((a, b) => a.held / a.runs - b.held / b.runs);
  const rows = failsFirst.map(({ attack, must, held, runs }) => ({
    key: attack,
    name: attack,
    strong: held < runs,
    cells: [must, `${formatCount(held)} of ${formatCount(runs)}`],
  }));
  return <DataTable caption="What came of each crowd" columns={["Crowd", "Must", "Did"]} rows={rows} />;
}
