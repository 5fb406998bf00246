import { ShareBars } from "#components/figures/share-bars.tsx";
import { Section } from "#components/frame/section.tsx";
import type { ServiceSnapshot } from "#lib/live/snapshot.ts";

/** What the shares and places are counted over. */
function scopeWords({ incidentId }: ServiceSnapshot): string {
  return incidentId === null ? "Counted reports of the last 24 hours." : "Counted reports since the incident's start.";
}

/** What people name, and where they are. */
export function ServiceFigures({ snapshot }: { snapshot: ServiceSnapshot }) {
  const { problems, places } = snapshot;
  return (
    <>
      <Section title="What people report" note={scopeWords(snapshot)}>
        {problems.length > 0 ? <ShareBars bars={problems} /> : <p>No problem has been named in this time.</p>}
      </Section>
      <Section title="Where from" note={scopeWords(snapshot)}>
        {places.length > 0 ? (
          <ShareBars bars={places.map((place) => ({ ...place, percent: null }))} />
        ) : (
          <p>No place is known for these reports.</p>
        )}
      </Section>
    </>
  );
}
