import { Section } from "#components/frame/section.tsx";
import { CauseNote } from "#components/together/cause-note.tsx";
import { TogetherRow } from "#components/together/together-row.tsx";
import type { Together } from "#lib/live/snapshot.ts";
import { companionWords, relationWords } from "#lib/publish/together-words.ts";

interface TogetherSectionProps {
  readonly together: Together | null;
  readonly nowMs: number;
}

/** What rose at the same time, in the order of beginning, all bars on one scale. Nobody is accused by standing here. */
export function TogetherSection({ together, nowMs }: TogetherSectionProps) {
  if (together === null || together.companions.length === 0) return null;
  const { own, companions, causes } = together;
  const most = Math.max(own.peak15, ...companions.map(({ peak15 }) => peak15));
  const rows = [
    { service: own, words: "The service of this page.", isOwn: true },
    ...companions.map((companion) => ({
      service: companion,
      words: `${companionWords(companion, own)} ${relationWords(companion, own)}`.trim(),
      isOwn: false,
    })),
  ].sort((a, b) => a.service.began - b.service.began);
  return (
    <Section
      id="together"
      title="Rising at the same time"
      note="In the order in which the reports began to rise; the highest whole quarter of an hour of each, all on one scale. To rise together is not to have one cause."
    >
      {causes.map((cause) => (
        <CauseNote key={cause.supplier.slug} cause={cause} />
      ))}
      <ol>
        {rows.map(({ service, words, isOwn }) => (
          <TogetherRow key={service.slug} service={service} words={words} isOwn={isOwn} most={most} nowMs={nowMs} />
        ))}
      </ol>
    </Section>
  );
}
