import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { packSeries } from "#components/chart/packed-series.ts";
import { LiveService } from "#components/live/live-service.tsx";
import { PrintProvider } from "#components/print/print-choice.tsx";
import { EmbedBuilder } from "#components/share/embed-builder.tsx";
import { ServiceCitation } from "#components/share/service-panel.tsx";
import { ShareFiles } from "#components/share/share-files.tsx";
import { ShareIncident } from "#components/share/share-incident.tsx";
import { ShareService } from "#components/share/share-service.tsx";
import { minuteToMs } from "#lib/buckets/minute.ts";
import type { Language } from "#lib/publish/language.ts";
import { at } from "#lib/publish/testing/chart-fixtures.ts";
import { incidentFacts } from "#lib/publish/testing/incident-facts-fixture.ts";
import { serviceSnapshot } from "#lib/publish/testing/snapshot-fixtures.ts";

const publicUrl = "https://outages.example";
const subject = {
  name: "ChatGPT",
  publicUrl,
  path: "/incidents/x",
  embedPath: "/embed/incidents/x",
  asOf: "2024-11-09T00:30Z",
  range: "24h",
  isIncident: true,
  isFrozen: true,
} as const;

const SERVICE = { slug: "chatgpt", name: "ChatGPT" };
const snapshot = serviceSnapshot();
const LIVE = { ...snapshot, series: packSeries(snapshot.series) };

describe("the citation of a service's page", () => {
  const cite = (change = {}) =>
    renderToStaticMarkup(
      <LiveService slug="chatgpt" range="24h" initial={{ ...LIVE, ...change }}>
        <ServiceCitation service={SERVICE} publicUrl={publicUrl} mode="live" />
      </LiveService>,
    );

  it("is of the minute that the page shows, and names the record that is open then", () => {
    const html = cite({ asOf: minuteToMs(at("2024-11-09T00:52Z")), incidentId: "2024-11-09-other" });
    expect(html).toContain("Reports of problems with ChatGPT, as of 2024-11-09T00:52Z.");
    expect(html).toContain('href="/incidents/2024-11-09-other#share"');
    expect(cite({ incidentId: null })).not.toContain("/incidents/");
  });
});

describe("the share button", () => {
  it("is a link to the same as plain links where there is no script, and loads nothing before it is pressed", () => {
    for (const html of [
      renderToStaticMarkup(
        <ShareIncident facts={incidentFacts()} instance="G" publicUrl={publicUrl} isFrozen={false} />,
      ),
      renderToStaticMarkup(
        <LiveService slug="chatgpt" range="24h" initial={LIVE}>
          <ShareService service={SERVICE} range="24h" publicUrl={publicUrl} mode="live" />
        </LiveService>,
      ),
    ]) {
      expect(html).toMatch(/<a href="#share"[^>]*>Share and embed<\/a><dialog aria-labelledby=/);
      expect(html).not.toContain("<iframe");
    }
  });
});

describe("the embed builder", () => {
  it("shows what the code will show, frozen where the page is", () => {
    const html = renderToStaticMarkup(<EmbedBuilder subject={subject} />);
    expect(html).toContain(
      '<iframe src="/embed/incidents/x?asof=2024-11-09T00:30Z" title="Preview: Reports of problems with ChatGPT"',
    );
    expect(html).toContain("https://outages.example/embed/incidents/x?asof=2024-11-09T00:30Z");
    expect(html).not.toContain("Time shown");
  });

  it("of a service lets the editor choose the time shown, and begins with that of the page", () => {
    const week = { ...subject, isIncident: false, isFrozen: false, range: "7d" } as const;
    const html = renderToStaticMarkup(<EmbedBuilder subject={week} />);
    expect(html).toContain("Time shown");
    expect(html).toContain('<option value="7d" selected="">7 days</option>');
    expect(html).toContain('<iframe src="/embed/incidents/x?range=7d"');
    expect(html).not.toContain("Frozen at");
  });
});

describe("the files to take away", () => {
  it("are in the language and zone that were chosen, and say where a picture cannot be", () => {
    const show = (language: Language) =>
      renderToStaticMarkup(
        <PrintProvider language={language} timeZone="Asia/Tokyo">
          <ShareFiles subject={subject} />
        </PrintProvider>,
      );
    expect(show("de")).toContain("imType=print&amp;lang=de&amp;tz=Asia/Tokyo");
    expect(show("de")).toContain('.csv?asof=2024-11-09T00:30Z&amp;tz=Asia/Tokyo"');
    expect(show("de")).not.toContain("written in English");
    expect(show("ja")).toContain("written in English");
  });

  it("are those of the frozen minute, and the archive is an incident's only", () => {
    const html = renderToStaticMarkup(<ShareFiles subject={subject} />);
    expect(html).toContain('href="/incidents/x.png?asof=2024-11-09T00:30Z&amp;imType=print"');
    expect(html).toContain("/incidents/x.zip?asof=2024-11-09T00:30Z");
    expect(renderToStaticMarkup(<ShareFiles subject={{ ...subject, isIncident: false }} />)).not.toContain(".zip");
  });
});
