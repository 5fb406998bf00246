import { ShareBars } from "#components/figures/share-bars.tsx";
import { Section } from "#components/frame/section.tsx";
import { CountedOver } from "#components/service/counted-over.tsx";
import type { ServiceSnapshot } from "#lib/live/snapshot.ts";

/** What people name, and where they are. */
export function ServiceFigures({ snapshot }: { snapshot: ServiceSnapshot }) {
  const { problems, places } = snapshot;
  const note = (
    <>
      Reports counted <CountedOver snapshot={snapshot} />.
    </>
  );
  return (
    <>
      <Section title="What people report" note={note}>
        <ShareBars bars={problems} none="No report names a problem in this time." />
      </Section>
      <Section title="Where from" note={note}>
        <ShareBars
          bars={places.map((place) => ({ ...place, percent: null }))}
          none="No report of this time has a known place."
        />
      </Section>
    </>
  );
}
