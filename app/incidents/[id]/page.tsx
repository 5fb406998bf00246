import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { pageMetadata } from "#app/page-metadata.ts";
import { type Query, queryValue } from "#app/query.ts";
import { Dateline } from "#components/frame/dateline.tsx";
import { IncidentPage } from "#components/incidents/incident-page.tsx";
import { factsOf, incidentParagraph, incidentTitle } from "#components/incidents/incident-words.ts";
import { type Minute, parseMinute } from "#lib/buckets/minute.ts";
import { config } from "#lib/config.ts";
import { readIncident } from "#lib/live/read-incident.ts";

interface Props {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Query;
}

/** Once per request: the title and the page are made from the same reading. */
const readOnce = cache((id: string, asOf: Minute | null) => readIncident(id, asOf));

/** Null for an unknown incident and for an `asof` that is no minute: a wrong address must not show other numbers. */
async function readAsked({ params, searchParams }: Props) {
  const { id } = await params;
  const asked = await queryValue(searchParams, "asof");
  if (asked === undefined) return { isFrozen: false, snapshot: await readOnce(id, null) };
  const asOf = parseMinute(asked);
  return { isFrozen: true, snapshot: asOf === null ? null : await readOnce(id, asOf) };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { snapshot } = await readAsked(props);
  if (snapshot === null) return { title: "No such incident" };
  const facts = factsOf(snapshot);
  const title = `${incidentTitle(facts, "UTC")}: the record`;
  const description = incidentParagraph(facts, "UTC", config().INSTANCE_NAME);
  return pageMetadata({ title, description, path: `/incidents/${snapshot.incident.id}`, type: "article" });
}

export default async function IncidentRecordPage(props: Props) {
  const { isFrozen, snapshot } = await readAsked(props);
  if (snapshot === null) notFound();
  const { INSTANCE_NAME, PUBLIC_URL } = config();
  return (
    <>
      <Dateline asOf={snapshot.asOf} />
      <IncidentPage snapshot={snapshot} instance={INSTANCE_NAME} publicUrl={PUBLIC_URL} isFrozen={isFrozen} />
    </>
  );
}
