import { formatMinute, minuteToMs } from "#lib/buckets/minute.ts";
import type { IncidentSnapshot } from "#lib/live/incident-snapshot.ts";
import type { Series, ServiceSnapshot, Stamp } from "#lib/live/snapshot.ts";
import { dataNotice } from "#lib/publish/data-licence.ts";
import type { EmbedPublisher } from "#lib/publish/embed-page.ts";
import { plainText } from "#lib/publish/escape-markup.ts";

interface DataSetSubject extends Stamp {
  readonly name: string;
  readonly path: string;
  /** The query of what the page shows, of which the files are too. */
  readonly view: string;
  readonly modified: number;
  readonly series: Series;
}

/** JSON inside a script element: no "<" may stand in it, or a name could end the element (HTML, 4.12.1.3). */
function inScript(data: object): string {
  return JSON.stringify(data).replaceAll("<", "\\u003c");
}

function dataSet({ name, path, view, series, mode, modified }: DataSetSubject, publisher: EmbedPublisher): string {
  const { instanceName, publicUrl } = publisher;
  const address = publicUrl + path + view;
  const { licence, definition, notice } = dataNotice(instanceName, address, mode);
  const download = (ending: string, encodingFormat: string) => {
    return { "@type": "DataDownload", encodingFormat, contentUrl: `${publicUrl}${path}.${ending}${view}` };
  };
  return inScript({
    "@context": "https://schema.org",
    "@type": "Dataset",
    name,
    description: [notice, `${name}, counted per step of time with what is expected.`, definition]
      .filter((text) => text !== null)
      .join(" "),
    url: address,
    license: licence.url,
    isAccessibleForFree: true,
    creator: { "@type": "Organization", name: instanceName, url: publicUrl },
    dateModified: new Date(modified).toISOString(),
    temporalCoverage: `${formatMinute(series.from)}/${formatMinute(series.to)}`,
    variableMeasured: ["counted problem reports", "expected reports", "normal range"],
    distribution: [download("csv", "text/csv"), download("json", "application/json")],
  });
}

/** The data of a service's page as schema.org knows data sets: the text of a JSON-LD script element, safe to stand there. */
export function serviceDataSet(snapshot: ServiceSnapshot, publisher: EmbedPublisher, view = ""): string {
  const name = `Reports of problems with ${plainText(snapshot.service.name)}`;
  const path = `/status/${snapshot.service.slug}`;
  return dataSet({ ...snapshot, name, path, view, modified: snapshot.asOf }, publisher);
}

/** The data of an incident's record in the same form. One that has ended was changed last by its latest revision. */
export function incidentDataSet(snapshot: IncidentSnapshot, publisher: EmbedPublisher, view = ""): string {
  const { incident, service, asOf, revisions } = snapshot;
  const last = incident.ended === null ? undefined : revisions.at(-1);
  const modified = last === undefined ? asOf : minuteToMs(last.minute);
  const name = `Reports of problems with ${plainText(service.name)} from ${formatMinute(incident.started)}`;
  return dataSet({ ...snapshot, name, path: `/incidents/${incident.id}`, view, modified }, publisher);
}
