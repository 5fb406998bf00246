import type { Metadata } from "next";
import { cache } from "react";
import { missingMetadata, pageMetadata } from "#app/page-metadata.ts";
import { type Query, queryValue } from "#app/query.ts";
import { Dateline } from "#components/frame/dateline.tsx";
import { NoPage } from "#components/missing/no-page.tsx";
import { IncidentTable } from "#components/services/incident-table.tsx";
import { decodeIncidentCursor } from "#lib/live/cursor.ts";
import type { IncidentsSnapshot } from "#lib/live/incident-snapshot.ts";
import { readIncidents } from "#lib/live/read-incidents.ts";

interface Props {
  readonly searchParams: Query;
}

/**
 * Once per request: the title and the page are made from the same reading. Null for a service that there is not, and for a cursor
 * that no page gave: the newest incidents would be taken for those that were asked for.
 */
const readOnce = cache(async (service: string | undefined, cursor: string | undefined) => {
  const after = cursor === undefined ? undefined : decodeIncidentCursor(cursor);
  if (after === null) return null;
  return readIncidents({ corrected: false, ...(service && { service }), ...(after && { after }) });
});

async function readAsked({ searchParams }: Props) {
  return readOnce(await queryValue(searchParams, "service"), await queryValue(searchParams, "cursor"));
}

function titleOf({ service }: IncidentsSnapshot): string {
  return service === null ? "Incidents" : `Incidents of ${service.name}`;
}

/** The address of a page of the list, the first one without a cursor. */
function addressOf({ service }: IncidentsSnapshot, cursor: string | undefined): string {
  const query = new URLSearchParams({
    ...(service && { service: service.slug }),
    ...(cursor && { cursor }),
  }).toString();
  return query === "" ? "/incidents" : `/incidents?${query}`;
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const page = await readAsked(props);
  if (page === null) return missingMetadata("No such page");
  const description = "Every outage on record, newest first: start, length, highest count. Records are permanent.";
  const path = addressOf(page, await queryValue(props.searchParams, "cursor"));
  return pageMetadata({ title: titleOf(page), description, path, ...(page.service && { feedOf: page.service.slug }) });
}

export default async function IncidentsPage(props: Props) {
  const page = await readAsked(props);
  if (page === null) return <NoPage />;
  const { asOf, incidents, next, service } = page;
  const title = titleOf(page);
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
        <p className="max-w-[68ch] border-t-2 border-ink pt-4 text-soft">
          No incident{service === null ? "" : ` of ${service.name}`} has been recorded yet. When reports of a service
          rise far above what is normal for it, its incident appears here and stays.
        </p>
      )}
      {next === null ? null : (
        <p className="mt-6">
          <a href={addressOf(page, next)} rel="next" className="inline-flex min-h-11 items-center font-semibold">
            Older incidents
          </a>
        </p>
      )}
      {service === null ? null : (
        <p className="mt-6 flex flex-wrap gap-x-6">
          <a href={`/status/${service.slug}`} className="inline-flex min-h-11 items-center">
            {service.name} now
          </a>
          <a href="/incidents" className="inline-flex min-h-11 items-center">
            Incidents of all services
          </a>
        </p>
      )}
    </>
  );
}
