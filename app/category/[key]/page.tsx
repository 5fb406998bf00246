import type { Metadata } from "next";
import { cache } from "react";
import { missingMetadata, pageMetadata } from "#app/page-metadata.ts";
import { Dateline } from "#components/frame/dateline.tsx";
import { Section } from "#components/frame/section.tsx";
import { NoPage } from "#components/missing/no-page.tsx";
import { categoryDescription, categorySentence } from "#components/services/category-words.ts";
import { ServiceIndex } from "#components/services/service-index.tsx";
import { ServiceList } from "#components/services/service-list.tsx";
import { readCategory } from "#lib/live/read-category.ts";

interface Props {
  readonly params: Promise<{ readonly key: string }>;
}

/** Once per request: the title and the page are made from the same reading. */
const readOnce = cache((key: string) => readCategory(key));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const snapshot = await readOnce((await params).key);
  if (snapshot === null) return missingMetadata("No such category");
  const { name, key } = snapshot.category;
  return pageMetadata({
    title: name,
    description: categoryDescription(snapshot.category),
    path: `/category/${key}`,
  });
}

export default async function CategoryPage({ params }: Props) {
  const snapshot = await readOnce((await params).key);
  if (snapshot === null) return <NoPage />;
  const { asOf, category, services } = snapshot;
  const unusual = services.filter((service) => service.state !== "normal");
  const normal = services.filter((service) => service.state === "normal");
  return (
    <>
      <Dateline asOf={asOf} />
      <h1 className="mb-2 mt-8 text-head md:text-display">{category.name}</h1>
      <p className="mb-8 text-soft">{categorySentence(category)}</p>
      <div className="grid grid-cols-1 gap-12">
        {unusual.length > 0 ? (
          <Section title="Not normal now">
            <ServiceList services={unusual} nowMs={asOf} />
          </Section>
        ) : null}
        {normal.length > 0 ? (
          <Section title="Nothing unusual" note="Problem reports of the last 15 minutes.">
            <ServiceIndex services={normal} />
          </Section>
        ) : null}
      </div>
    </>
  );
}
