import { CopyText } from "#components/figures/copy-text.tsx";
import { type IncidentFacts, incidentTitle } from "#components/incidents/incident-words.ts";
import { formatMinute, minuteOf } from "#lib/buckets/minute.ts";

interface CiteProps {
  readonly facts: IncidentFacts;
  readonly instance: string;
  /** The incident's own address, for ever. */
  readonly permalink: string;
}

/** How to cite the record: the address, and the address of what is known at this minute, which never changes. */
export function Cite({ facts, instance, permalink }: CiteProps) {
  const asOf = formatMinute(minuteOf(facts.asOf));
  const frozen = `${permalink}?asof=${asOf}`;
  return (
    <div className="grid gap-4">
      <CopyText
        text={`${instance}, ${incidentTitle(facts, "UTC")}. As of ${asOf}. ${frozen} (CC BY 4.0)`}
        what="Copy the citation"
      />
      <p className="max-w-[68ch] text-small text-soft">
        The record stays at <a href={permalink}>its own address</a> and goes on to be completed.{" "}
        <a href={frozen}>This address</a> shows for ever what was known at this minute.
      </p>
    </div>
  );
}
