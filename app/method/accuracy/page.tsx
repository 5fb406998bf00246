import type { Metadata } from "next";
import { pageMetadata } from "#app/page-metadata.ts";
import { AttackTable } from "#components/accuracy/attack-table.tsx";
import { InstanceRecord } from "#components/accuracy/instance-record.tsx";
import { SeriesTable } from "#components/accuracy/series-table.tsx";
import { WorldColumns, WorldTable } from "#components/accuracy/world-table.tsx";
import { Dateline } from "#components/frame/dateline.tsx";
import { Section } from "#components/frame/section.tsx";
import { readAccuracy } from "#lib/live/read-accuracy.ts";
import { ACCURACY_RESULTS, type WorldResult } from "#lib/publish/accuracy-results.ts";
import { wrongPlays } from "#lib/publish/accuracy-words.ts";
import { formatCount } from "#lib/publish/number-words.ts";

export function generateMetadata(): Metadata {
  const description =
    "How many outages the detector finds, how late, and how often it is wrong: measured beside known methods, and on this site's own incidents.";
  return pageMetadata({ title: "How accurate the detector is", description, path: "/method/accuracy" });
}

function Worlds({ worlds }: { readonly worlds: readonly WorldResult[] }) {
  return worlds.map((world) => (
    <div key={world.name}>
      <h3 className="font-semibold">{world.name}</h3>
      <p className="mb-2 max-w-[68ch] text-small text-soft">
        {world.description}
        {world.seed === null ? null : ` Seed ${world.seed}.`}
      </p>
      <WorldTable world={world} />
    </div>
  ));
}

export default async function AccuracyPage() {
  const accuracy = await readAccuracy();
  const { thresholds, measured, worlds, played, series, attacks } = ACCURACY_RESULTS;
  return (
    <>
      <Dateline asOf={accuracy.asOf} />
      <div className="grid grid-cols-1 gap-12 pt-8">
        <div className="grid max-w-[68ch] gap-4">
          <h1 className="text-head md:text-display">How accurate the detector is</h1>
          <p className="text-lead">
            A detector that finds everything cries wolf; one that never errs finds nothing. Both numbers stand here, for
            the version that is running.
          </p>
          <p className="text-soft">
            Version {thresholds} of <a href="/method#numbers">the detector's numbers</a>, measured on {measured}. The
            commands that make these figures are part of the software. The same as <a href="/api/v1/accuracy">JSON</a>.
          </p>
        </div>
        <Section id="instance" title="This site's own incidents">
          <InstanceRecord accuracy={accuracy} />
        </Section>
        <Section
          title="Worlds whose truth is known"
          note="Invented reports of invented outages, so that every flag can be called right or wrong."
        >
          <div className="grid grid-cols-1 gap-8">
            <Worlds worlds={worlds.filter(({ harsh }) => !harsh)} />
            <WorldColumns />
          </div>
        </Section>
        <Section
          title="Harsher worlds"
          note="Made to find the limits: more and larger talk than outages, hardly a report a day, rivals who are sent a large share of the reports. This detector is wrong more often there."
        >
          <div className="grid grid-cols-1 gap-8">
            <Worlds worlds={worlds.filter(({ harsh }) => harsh)} />
          </div>
        </Section>
        <Section title="Outages that happened">
          <p className="max-w-[68ch]">
            {formatCount(played.outages)} outages that the press printed were played {formatCount(played.plays)} times:
            whole, at a tenth and at a fiftieth of their size, on their own and on other days. In{" "}
            <strong>{formatCount(played.held)}</strong> all was right: the flag in time, the number of incidents, no
            rival or supplier accused, no end and return. {wrongPlays(played)}
          </p>
        </Section>
        <Section
          title="Real series"
          note="Mentions of five companies in a public benchmark (Numenta), with windows in which people saw something happen. They burst for many reasons that nobody labelled, so alarms outside are not all wrong."
        >
          <SeriesTable series={series} />
        </Section>
        <Section
          title="Attackers"
          note="Invented crowds, attackers and honest ones, behind the rules that count reports, many times with other dice. What fails stands first."
        >
          <AttackTable attacks={attacks} />
        </Section>
      </div>
    </>
  );
}
