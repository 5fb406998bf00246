import type { Metadata } from "next";
import { cache } from "react";
import { missingMetadata, pageMetadata } from "#app/page-metadata.ts";
import { type Query, queryFrozen, queryValue } from "#app/query.ts";
import { DataBlock } from "#components/frame/data-block.tsx";
import { Dateline } from "#components/frame/dateline.tsx";
import { IncidentPage } from "#components/incidents/incident-page.tsx";
import { NoIncident } from "#components/missing/no-incident.tsx";
import { formatMinute, type Minute } from "#lib/buckets/minute.ts";
import { parseTimeZone } from "#lib/buckets/wall-time.ts";
import { config } from "#lib/config.ts";
import { readIncident } from "#lib/live/read-incident.ts";
import { incidentDataSet } from "#lib/publish/data-set.ts";
import { viewOf } from "#lib/publish/embed-address.ts";
import { factsOf } from "#lib/publish/incident-facts.ts";
import { incidentParagraph, recordTitle } from "#lib/publish/incident-paragraph.ts";
import { DEFAULT_LANGUAGE, parseLanguage } from "#lib/publish/language.ts";
import { incidentContent } from "#lib/publish/publish-content.ts";

interface Props {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Query;
}

/** Once per request: the title and the page are made from the same reading. */
const readOnce = cache((id: string, asOf: Minute | null) => readIncident(id, asOf));

/** Null for an unknown incident and for an `asof` that is no minute: a wrong address must not show other numbers. */
async function readAsked({ params, searchParams }: Props) {
  const { id } = await params;
  const minute = await queryFrozen(searchParams);
  if (minute === "wrong") return { asOf: null, snapshot: null };
  return { asOf: minute === null ? null : formatMinute(minute), snapshot: await readOnce(id, minute) };
}

/** In which language and zone the figures are asked for. What is not known becomes the default: the numbers are the same. */
async function readPrint({ searchParams }: Props) {
  const language = parseLanguage((await queryValue(searchParams, "lang")) ?? "") ?? DEFAULT_LANGUAGE;
  return { language, timeZone: parseTimeZone((await queryValue(searchParams, "tz")) ?? "") };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { asOf, snapshot } = await readAsked(props);
  if (snapshot === null) return missingMetadata("No such incident");
  const { service, incident } = snapshot;
  const { language, timeZone: asked } = await readPrint(props);
  const timeZone = asked ?? "UTC";
  const facts = factsOf(snapshot);
  const title = recordTitle(facts, language, timeZone);
  const description = incidentParagraph(facts, language, timeZone, config().INSTANCE_NAME);
  const { description: alt } = incidentContent(snapshot, timeZone, language);
  const newsroom = { alt, view: viewOf({ asOf, language, timeZone }), language };
  const path = `/incidents/${incident.id}`;
  return pageMetadata({ title, description, path, type: "article", feedOf: service.slug, newsroom });
}

export default async function IncidentRecordPage(props: Props) {
  const { asOf, snapshot } = await readAsked(props);
  if (snapshot === null) return <NoIncident />;
  const { INSTANCE_NAME, PUBLIC_URL } = config();
  return (
    <>
      <DataBlock
        json={incidentDataSet(snapshot, { instanceName: INSTANCE_NAME, publicUrl: PUBLIC_URL }, viewOf({ asOf }))}
      />
      <Dateline asOf={snapshot.asOf} />
      <IncidentPage
        snapshot={snapshot}
        instance={INSTANCE_NAME}
        publicUrl={PUBLIC_URL}
        isFrozen={asOf !== null}
        {...(await readPrint(props))}
      />
    </>
  );
}
