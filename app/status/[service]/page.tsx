import type { Metadata } from "next";
import { cache } from "react";
import { missingMetadata, pageMetadata } from "#app/page-metadata.ts";
import { type Query, queryValue } from "#app/query.ts";
import { DataBlock } from "#components/frame/data-block.tsx";
import { addressWords } from "#components/missing/address-words.ts";
import { NoService } from "#components/missing/no-service.tsx";
import { readReported } from "#components/report/report-words.ts";
import { MAX_SUGGESTIONS } from "#components/search/fetch-suggestions.ts";
import { serviceHead } from "#components/service/service-head.ts";
import { ServicePage } from "#components/service/service-page.tsx";
import { config } from "#lib/config.ts";
import { asRangeKey, DEFAULT_RANGE, type RangeKey } from "#lib/live/range.ts";
import { readService } from "#lib/live/read-service.ts";
import { readServices } from "#lib/live/read-services.ts";
import { serviceDataSet } from "#lib/publish/data-set.ts";
import { viewOf } from "#lib/publish/embed-address.ts";
import { serviceContent } from "#lib/publish/publish-content.ts";

interface Props {
  readonly params: Promise<{ readonly service: string }>;
  readonly searchParams: Query;
}

/** Once per request: the title and the page are made from the same reading. */
const readOnce = cache((slug: string, range: RangeKey) => readService(slug, range));

async function readAsked({ params, searchParams }: Props) {
  const range = asRangeKey((await queryValue(searchParams, "range")) ?? DEFAULT_RANGE) ?? DEFAULT_RANGE;
  const snapshot = await readOnce((await params).service, range);
  return { range, snapshot };
}

/** What an address that names no service may have meant. */
async function readMeant({ params }: Props) {
  const query = addressWords((await params).service);
  const { services: near } = await readServices({ q: query, limit: MAX_SUGGESTIONS });
  return { query, near };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { range, snapshot } = await readAsked(props);
  if (snapshot === null) return missingMetadata("No such service");
  const { description: alt } = serviceContent(snapshot, "UTC");
  const { slug, retired } = snapshot.service;
  return pageMetadata({
    ...serviceHead(snapshot, alt),
    path: `/status/${slug}`,
    feedOf: slug,
    newsroom: { alt, view: viewOf({ range }), hasEmbed: !retired },
  });
}

export default async function StatusPage(props: Props) {
  const { range, snapshot } = await readAsked(props);
  if (snapshot === null) return <NoService {...(await readMeant(props))} />;
  const reported = readReported(await queryValue(props.searchParams, "reported"));
  const { INSTANCE_NAME: instanceName, PUBLIC_URL: publicUrl } = config();
  return (
    <>
      <DataBlock json={serviceDataSet(snapshot, { instanceName, publicUrl }, viewOf({ range }))} />
      <ServicePage snapshot={snapshot} range={range} reported={reported} publicUrl={publicUrl} />
    </>
  );
}
