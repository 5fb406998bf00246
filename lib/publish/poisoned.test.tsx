import { XMLValidator } from "fast-xml-parser";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { IncidentPage } from "#components/incidents/incident-page.tsx";
import { ServicePage } from "#components/service/service-page.tsx";
import { formatMinute } from "#lib/buckets/minute.ts";
import { incidentDataSet } from "#lib/publish/data-set.ts";
import { parseEmbedOptions } from "#lib/publish/embed-options.ts";
import { renderIncidentEmbed, renderServiceEmbed } from "#lib/publish/embed-page.ts";
import { type FeedType, incidentFeed } from "#lib/publish/incident-feed.ts";
import { oembed, oembedXml } from "#lib/publish/oembed.ts";
import { renderPicture } from "#lib/publish/picture.ts";
import { parsePictureOptions } from "#lib/publish/picture-options.ts";
import { incidentContent, serviceContent } from "#lib/publish/publish-content.ts";
import { seriesCsv } from "#lib/publish/series-csv.ts";
import { shortName } from "#lib/publish/short-name.ts";
import { stateBadge } from "#lib/publish/state-badge.ts";
import { parseCsv } from "#lib/publish/testing/parse-csv.ts";
import { POISONED_NAMES } from "#lib/publish/testing/poisoned-names.ts";
import { incidentSnapshot, serviceSnapshot } from "#lib/publish/testing/snapshot-fixtures.ts";

const publisher = { instanceName: "Groundswell", publicUrl: "https://outages.example" };
const embed = parseEmbedOptions(new URLSearchParams("parts=title,state,chart,figures,problems&lang=de"));
const drawing = parsePictureOptions(new URLSearchParams());

/** A service and an incident whose name, problem label and official text are the same poison. */
function poisoned(text: string) {
  const service = { ...serviceSnapshot().service, name: text, problems: [{ key: "x", label: text }] };
  const problems = [{ key: "x", label: text, reports: 3, percent: 100 }];
  const { series, incident } = incidentSnapshot();
  const official = [{ minute: incident.started, known: incident.started, text, url: null }];
  const named = { ...incident, service: { ...incident.service, name: text } };
  const shared = { service, problems, official };
  return {
    service: serviceSnapshot({ ...shared, incidents: [named], pastIncidents: [named] }),
    incident: incidentSnapshot({ ...shared, series, incident: named }),
  };
}

type Poisoned = ReturnType<typeof poisoned>;
const feed =
  (type: FeedType) =>
  ({ incident }: Poisoned) =>
    incidentFeed(
      { asOf: incident.asOf, mode: "live", service: null, incidents: [incident.incident], next: null },
      publisher,
      type,
    );
const answer = ({ incident }: Poisoned) => {
  const title = `Reports of problems with ${shortName(incident.service.name)}`;
  return oembed({ title, embed: "/embed/x", picture: "/status/x.png" }, { maxWidth: null, maxHeight: null }, publisher);
};

/** Every form in which a text of others leaves this server, as markup or as JSON. */
const MARKUP: Readonly<Record<string, (poison: Poisoned) => string>> = {
  "the page of a service": ({ service }) =>
    renderToStaticMarkup(
      <ServicePage snapshot={service} range="24h" reported={null} publicUrl={publisher.publicUrl} />,
    ),
  "the page of an incident": ({ incident }) =>
    renderToStaticMarkup(
      <IncidentPage snapshot={incident} instance="Groundswell" publicUrl={publisher.publicUrl} isFrozen={false} />,
    ),
  "the embed of a service": ({ service }) => renderServiceEmbed(service, embed, publisher),
  "the embed of an incident": ({ incident }) => renderIncidentEmbed(incident, embed, publisher),
};
const XML: Readonly<Record<string, (poison: Poisoned) => string>> = {
  "the picture of a service": ({ service }) => renderPicture(serviceContent(service, "UTC"), drawing, publisher),
  "the picture of an incident": ({ incident }) => renderPicture(incidentContent(incident, "UTC"), drawing, publisher),
  "the Atom feed": feed("atom"),
  "the RSS feed": feed("rss"),
  "oEmbed as XML": (poison) => oembedXml(answer(poison)),
  "the badge": ({ service }) => stateBadge({ serviceName: service.service.name, state: "outage", mode: "live" }),
};
const JSON_FORMS: Readonly<Record<string, (poison: Poisoned) => string>> = {
  "JSON-LD": ({ incident }) => incidentDataSet(incident, publisher),
  "the JSON feed": feed("json"),
  "oEmbed as JSON": (poison) => JSON.stringify(answer(poison)),
};

const ACTIVE = /<script[^>]*>alert|<img|onerror='|\u202e/;

describe.each(POISONED_NAMES)("a service name, problem label and official text with %s", (_, text) => {
  const poison = poisoned(text);

  it.each(Object.keys(MARKUP))("is text in %s", (form) => {
    const html = MARKUP[form]?.(poison) ?? "";
    expect(html.length).toBeGreaterThan(1_000);
    expect(html).not.toMatch(/<script[^>]*>alert|<img/);
  });

  it.each(Object.keys(XML))("is text in %s, which stays well-formed", (form) => {
    const xml = XML[form]?.(poison) ?? "";
    expect(XMLValidator.validate(xml)).toBe(true);
    expect(xml.replaceAll(/&lt;!\[CDATA|<!\[CDATA\[.*?\]\]>/gs, "")).not.toMatch(ACTIVE);
  });

  it.each(Object.keys(JSON_FORMS))("is text in %s", (form) => {
    const json = JSON_FORMS[form]?.(poison) ?? "";
    expect(() => JSON.parse(json)).not.toThrow();
    if (form === "JSON-LD") expect(json).not.toContain("<");
  });

  it("is no formula in CSV, and one cell of one row", () => {
    const file = { ...poison.incident, serviceName: text, incidents: [poison.incident.incident] };
    const rows = parseCsv(seriesCsv(file, formatMinute));
    expect(new Set(rows.map((row) => row.length)).size).toBe(1);
    expect(rows.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
  });
});
