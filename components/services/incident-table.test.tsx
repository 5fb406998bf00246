import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { IncidentTable } from "#components/services/incident-table.tsx";
import { addMinutes } from "#lib/buckets/minute.ts";
import type { IncidentSummary } from "#lib/live/snapshot.ts";
import { incidentSnapshot } from "#lib/publish/testing/snapshot-fixtures.ts";

const { incident, asOf } = incidentSnapshot();

const tableOf = (change: Partial<IncidentSummary>) =>
  renderToStaticMarkup(<IncidentTable incidents={[{ ...incident, ...change }]} nowMs={asOf} caption="Incidents" />);

/** What a phone shows behind the state's word: there is no head of a column over it. */
function phoneWords(minutes: number | null): string {
  const end = minutes === null ? null : addMinutes(incident.started, minutes);
  const ended = end === null ? null : { from: end, to: end };
  return /<span class="md:hidden">(.*?)<\/span>/.exec(tableOf({ ended }))?.[1] ?? "";
}

it("says on a phone that an incident is over, or goes on", () => {
  expect(phoneWords(87)).toBe(" for 1 hour 27 minutes");
  expect(phoneWords(null)).toBe(", ongoing");
});

it("says below a row, over its whole width, in how many minutes of the peak's quarter nobody could report", () => {
  const rowsOf = (peak15Missed: number) => tableOf({ peak15: 19_043, peak15Missed }).split("<tbody")[1];
  expect(rowsOf(6)).toMatch(
    /19,043<\/td><\/tr><tr><td colSpan="3" [^>]*>Reports could not be taken in 6 of these 15 minutes\.<\/td><\/tr><\/tbody>/,
  );
  expect(rowsOf(0)).toMatch(/19,043<\/td><\/tr><\/tbody>/);
});
