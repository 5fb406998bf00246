import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { IncidentTable } from "#components/services/incident-table.tsx";
import { addMinutes } from "#lib/buckets/minute.ts";
import { incidentSnapshot } from "#lib/publish/testing/snapshot-fixtures.ts";

const { incident, asOf } = incidentSnapshot();

/** What a phone shows behind the state's word: there is no head of a column over it. */
function phoneWords(minutes: number | null): string {
  const end = minutes === null ? null : addMinutes(incident.started, minutes);
  const ended = end === null ? null : { from: end, to: end };
  const markup = renderToStaticMarkup(
    <IncidentTable incidents={[{ ...incident, ended }]} nowMs={asOf} caption="Incidents" />,
  );
  return /<span class="md:hidden">(.*?)<\/span>/.exec(markup)?.[1] ?? "";
}

it("says on a phone that an incident is over, or goes on", () => {
  expect(phoneWords(87)).toBe(" for 1 hour 27 minutes");
  expect(phoneWords(null)).toBe(", ongoing");
});
