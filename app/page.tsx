import type { Metadata } from "next";
import { pageMetadata } from "#app/page-metadata.ts";
import { Section } from "#components/frame/section.tsx";
import { CategoryIndex } from "#components/home/category-index.tsx";
import { HomeDateline } from "#components/home/home-dateline.tsx";
import { HomeHeadline } from "#components/home/home-headline.tsx";
import { HomeLists } from "#components/home/home-lists.tsx";
import { NewServices } from "#components/home/new-services.tsx";
import { LiveHome } from "#components/live/live-home.tsx";
import { SearchBox } from "#components/search/search-box.tsx";
import { IncidentTable } from "#components/services/incident-table.tsx";
import { config } from "#lib/config.ts";
import { readHome } from "#lib/live/read-home.ts";

export function generateMetadata(): Metadata {
  const { INSTANCE_NAME } = config();
  const title = `${INSTANCE_NAME}: what is failing right now`;
  const description =
    "Outages as people report them: counted in public, compared with what is normal, open to recompute.";
  return { ...pageMetadata({ title, description, path: "/" }), title: { absolute: title } };
}

export default async function HomePage() {
  const home = await readHome();
  const { asOf, counts, failing, possible, unconfirmed, unlisted, categories, recentIncidents } = home;
  const listed = [...failing, ...possible, ...unconfirmed].map((service) => service.slug);
  return (
    <LiveHome>
      <HomeDateline asOf={asOf} />
      <div className="grid grid-cols-1 gap-x-12 gap-y-6 py-8 lg:grid-cols-2 lg:items-end lg:py-12">
        <HomeHeadline counts={counts} scope={{ watched: home.services, reports24h: home.reports24h }} />
        <SearchBox />
      </div>
      <div className="grid grid-cols-1 gap-12">
        <NewServices known={[...listed, ...unlisted]} />
        <HomeLists home={home} />
        <Section title="Latest incidents">
          {recentIncidents.length > 0 ? (
            <IncidentTable incidents={recentIncidents} nowMs={asOf} caption="Latest incidents" />
          ) : (
            <p className="max-w-[68ch] text-soft">
              No incident has been recorded yet. When reports of a service rise far above what is normal for it, its
              incident appears here and stays.
            </p>
          )}
        </Section>
        <Section
          id="categories"
          title="All services by category"
          note="How many services each one has and, in bold, how many of them are not normal now."
        >
          <CategoryIndex categories={categories} />
        </Section>
      </div>
    </LiveHome>
  );
}
