import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { pageMetadata } from "#app/page-metadata.ts";
import { type Query, queryValue } from "#app/query.ts";
import { Dateline } from "#components/frame/dateline.tsx";
import { IncidentTable } from "#components/services/incident-table.tsx";
import { decodeIncidentCursor } from "#lib/live/cursor.ts";
import { readIncidents } from "#lib/live/read-incidents.ts";

export function generateMetadata(): Metadata {
  const description = "Every outage on record, newest first: start, length, highest count. Records are permanent.";
  return pageMetadata({ title: "Incidents", description, path: "/incidents" });
}

async function readAsked(query: Query) {
  const service = await queryValue(query, "service");
  const after = decodeIncidentCursor((await queryValue(query, "cursor")) ?? "");
  return readIncidents({ corrected: false, ...(service && { service }), ...(after && { after }) });
}

export default async function IncidentsPage({ searchParams }: { searchParams: Query }) {
  const page = await readAsked(searchParams);
  if (page === null) notFound();
  const { asOf, incidents, next, service } = page;
  const title = service === null ? "Incidents" : `Incidents of ${service.name}`;
  const more = new URLSearchParams({ ...(service && { service: service.slug }), ...(next && { cursor: next }) });
  return (
    <>
      <Dateline asOf={asOf} />
      <h1 className="mb-2 mt-8 text-head md:text-display">{title}</h1>
      <p className="mb-6 max-w-[68ch] text-soft">
        Every outage on record, newest first. A record is permanent: it can be completed and corrected, and its history
        stays readable.
      </p>
      {incidents.length > 0 ? (
        <IncidentTable incidents={incidents} nowMs={asOf} caption={title} />
      ) : (
        <p className="border-t-2 border-ink pt-4 text-soft">
          No incident has been recorded yet. When reports of a service rise far above what is normal for it, its
          incident appears here and stays.
        </p>
      )}
      {next === null ? null : (
        <p className="mt-6">
          <a href={`/incidents?${more}`} rel="next" className="inline-flex min-h-11 items-center font-semibold">
            Older incidents
          </a>
        </p>
      )}
    </>
  );
}
