import { formatMinute } from "#lib/buckets/minute.ts";
import type { IncidentSnapshot } from "#lib/live/incident-snapshot.ts";
import type { Series, ServiceSnapshot, Stamp } from "#lib/live/snapshot.ts";
import { dataNotice } from "#lib/publish/data-licence.ts";
import type { EmbedPublisher } from "#lib/publish/embed-page.ts";
import { plainText } from "#lib/publish/escape-markup.ts";

interface DataSetSubject extends Stamp {
  readonly name: string;
  readonly path: string;
  readonly series: Series;
}

/** JSON inside a script element: no "<" may stand in it, or a name could end the element (HTML, 4.12.1.3). */
function inScript(data: object): string {
  return JSON.stringify(data).replaceAll("<", "\\u003c");
}

function dataSet({ name, path, series, mode, asOf }: DataSetSubject, publisher: EmbedPublisher): string {
  const { instanceName, publicUrl } = publisher;
  const address = publicUrl + path;
  const { licence, definition, notice } = dataNotice(instanceName, address, mode);
  const download = (ending: string, encodingFormat: string) => {
    return { "@type": "DataDownload", encodingFormat, contentUrl: `${address}.${ending}` };
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
    dateModified: new Date(asOf).toISOString(),
    temporalCoverage: `${formatMinute(series.from)}/${formatMinute(series.to)}`,
    variableMeasured: ["counted problem reports", "expected reports", "normal range"],
    distribution: [download("csv", "text/csv"), download("json", "application/json")],
  });
}

/** The data of a service's page as schema.org knows data sets: the text of a JSON-LD script element, safe to stand there. */
export function serviceDataSet(snapshot: ServiceSnapshot, publisher: EmbedPublisher): string {
  const name = `Reports of problems with ${plainText(snapshot.service.name)}`;
  return dataSet({ ...snapshot, name, path: `/status/${snapshot.service.slug}` }, publisher);
}

/** The data of an incident's record in the same form. */
export function incidentDataSet(snapshot: IncidentSnapshot, publisher: EmbedPublisher): string {
  const { incident, service } = snapshot;
  const name = `Reports of problems with ${plainText(service.name)} from ${formatMinute(incident.started)}`;
  return dataSet({ ...snapshot, name, path: `/incidents/${incident.id}` }, publisher);
}
