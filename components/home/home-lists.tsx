import { Section } from "#components/frame/section.tsx";
import { ScaleNote } from "#components/services/scale-note.tsx";
import { ServiceList } from "#components/services/service-list.tsx";
import { CauseNote } from "#components/together/cause-note.tsx";
import type { HomeSnapshot } from "#lib/live/snapshot.ts";
import { formatCount } from "#lib/publish/number-words.ts";
import { sharedTop } from "#lib/publish/sparkline.ts";

/** The services that are not normal, by state, worst first. All lists share one scale: a doubt of 35 reports must not look like an outage of 4,000. */
export function HomeLists({ home }: { home: HomeSnapshot }) {
  const { asOf, failing, possible, unconfirmed, unlisted, causes } = home;
  const listed = [...failing, ...possible, ...unconfirmed];
  const top = sharedTop(listed.map((service) => service.sparkline));
  return (
    <>
      {failing.length > 0 ? (
        <Section title="Problems now">
          <ServiceList services={failing} nowMs={asOf} sharedScale={top} />
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
          <ServiceList services={possible} nowMs={asOf} sharedScale={top} />
        </Section>
      ) : null}
      {unconfirmed.length > 0 ? (
        <Section
          title="Unconfirmed"
          note="Many reports, but from too few different networks to count as an outage. They are shown, and open no incident."
        >
          <ServiceList services={unconfirmed} nowMs={asOf} sharedScale={top} />
        </Section>
      ) : null}
      {listed.length > 0 ? (
        <div className="-mt-10">
          <ScaleNote top={top} shared="page" />
        </div>
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
