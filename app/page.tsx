import { Dateline } from "#components/frame/dateline.tsx";
import { Section } from "#components/frame/section.tsx";
import { CategoryIndex } from "#components/home/category-index.tsx";
import { headline, underline } from "#components/home/headline.ts";
import { SearchBox } from "#components/search/search-box.tsx";
import { IncidentTable } from "#components/services/incident-table.tsx";
import { ServiceList } from "#components/services/service-list.tsx";
import { readHome } from "#lib/live/read-home.ts";

export default async function HomePage() {
  const home = await readHome();
  const { asOf, failing, possible, unconfirmed, categories, recentIncidents } = home;
  return (
    <>
      <Dateline asOf={asOf} />
      <div className="grid grid-cols-1 gap-x-12 gap-y-6 py-8 lg:grid-cols-2 lg:items-end lg:py-12">
        <div className="grid gap-4">
          <h1 className="max-w-[20ch] text-head md:text-display">{headline(home)}</h1>
          <p className="max-w-[60ch] text-soft">{underline(home)}</p>
        </div>
        <SearchBox />
      </div>
      <div className="grid grid-cols-1 gap-12">
        {failing.length > 0 ? (
          <Section title="Problems now">
            <ServiceList services={failing} nowMs={asOf} />
          </Section>
        ) : null}
        {possible.length > 0 ? (
          <Section title="Possible problems">
            <ServiceList services={possible} nowMs={asOf} />
          </Section>
        ) : null}
        {unconfirmed.length > 0 ? (
          <Section
            title="Unconfirmed"
            note="Many reports, but from too few different networks to count as an outage. They are shown, and open no incident."
          >
            <ServiceList services={unconfirmed} nowMs={asOf} />
          </Section>
        ) : null}
        <Section title="Latest incidents">
          {recentIncidents.length > 0 ? (
            <IncidentTable incidents={recentIncidents} nowMs={asOf} caption="Latest incidents" />
          ) : (
            <p className="text-soft">
              No incident has been recorded yet. When reports of a service rise far above what is normal for it, its
              incident appears here and stays.
            </p>
          )}
        </Section>
        <Section
          title="All services by category"
          note="How many services each one has and, in bold, how many of them are not normal now."
        >
          <CategoryIndex categories={categories} />
        </Section>
      </div>
    </>
  );
}
