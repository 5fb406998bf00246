import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { packSeries } from "#components/chart/packed-series.ts";
import { LiveService } from "#components/live/live-service.tsx";
import { StateNow } from "#components/service/state-now.tsx";
import type { StateKey } from "#lib/live/snapshot.ts";
import { serviceSnapshot } from "#lib/publish/testing/snapshot-fixtures.ts";

/** What stands at the top of a page that was made in one state, and is in that of an outage now. */
function html(made: StateKey): string {
  const snapshot = serviceSnapshot();
  const shown = { state: made, asOf: snapshot.asOf - 20 * 60_000, address: "/status/chatgpt?range=1h" };
  return renderToStaticMarkup(
    <LiveService slug="chatgpt" range="1h" initial={{ ...snapshot, series: packSeries(snapshot.series) }}>
      <StateNow name="ChatGPT" shown={shown} />
    </LiveService>,
  );
}

it("says when the state is no longer the one that the rest of the page explains, and leads to that", () => {
  const changed = html("normal");
  const of = new Date(serviceSnapshot().asOf - 20 * 60_000).toISOString().slice(11, 16);
  expect(changed.replace(/<[^>]+>/g, "")).toContain(
    `Changed since you opened this page: reasons and shares below are those of ${of} UTC. Show those of now`,
  );
  expect(changed).toContain('<a href="/status/chatgpt?range=1h">Show those of now</a>');
  expect(html("outage")).not.toContain("Changed since");
});
