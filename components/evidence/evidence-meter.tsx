import { formatEvidence } from "#lib/publish/evidence-words.ts";

interface EvidenceMeterProps {
  /** In nats. */
  readonly evidence: number;
  readonly threshold: number;
}

/** The evidence as a bar that is full at twice what is asked, with a tick where it is asked. The numbers stand above it. */
export function EvidenceMeter({ evidence, threshold }: EvidenceMeterProps) {
  const share = Math.min(1, evidence / (2 * threshold));
  return (
    <div>
      <p className="flex justify-between gap-4 text-small">
        <span>
          Evidence <span className="font-semibold">{formatEvidence(evidence)}</span>
        </span>
        <span className="text-soft">an outage needs {formatEvidence(threshold)}</span>
      </p>
      <div className="relative mt-1 h-2 bg-rule forced-color-adjust-none" aria-hidden="true">
        <div className="h-full bg-ink" style={{ width: `${share * 100}%` }} />
        <div className="absolute -inset-y-1 left-1/2 w-0.5 -translate-x-1/2 bg-ink outline-2 outline-paper" />
      </div>
    </div>
  );
}
