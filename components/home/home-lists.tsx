import { Section } from "#components/frame/section.tsx";
import { ServiceList } from "#components/services/service-list.tsx";
import { CauseNote } from "#components/together/cause-note.tsx";
import type { HomeSnapshot } from "#lib/live/snapshot.ts";
import { formatCount } from "#lib/publish/number-words.ts";

/** The services that are not normal, by state, worst first. */
export function HomeLists({ home }: { home: HomeSnapshot }) {
  const { asOf, failing, possible, unconfirmed, unlisted, causes } = home;
  return (
    <>
      {failing.length > 0 ? (
        <Section title="Problems now">
          <ServiceList services={failing} nowMs={asOf} />
        </Section>
      ) : null}
      {causes.length > 0 ? (
        <Section title="Rising at the same time">
          {causes.map((cause) => (
            <CauseNote key={cause.supplier.slug} cause={cause} />
          ))}
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
      {unlisted.length > 0 ? (
        <p className="max-w-[68ch] text-soft">
          {formatCount(unlisted.length)} more {unlisted.length === 1 ? "is" : "are"} not normal, with fewer reports or a
          milder state than those above. Each stands first in its category below.
        </p>
      ) : null}
    </>
  );
}
