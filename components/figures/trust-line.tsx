import type { ReactNode } from "react";
import { setAsideWords } from "#components/figures/set-aside-words.ts";
import type { IncidentSnapshot } from "#lib/live/incident-snapshot.ts";
import type { ServiceSnapshot } from "#lib/live/snapshot.ts";
import { formatCount } from "#lib/publish/number-words.ts";

interface TrustLineProps {
  readonly received: ServiceSnapshot["received"];
  /** What they are counted over, as the end of a sentence. */
  readonly span: ReactNode;
  readonly reasons?: IncidentSnapshot["figures"]["setAsideReasons"];
}

/** What became of every report received. Always all of them, so that the counted ones can be judged. */
export function TrustLine({ received, span, reasons = [] }: TrustLineProps) {
  const why = reasons.map(({ reason, reports }) => `${formatCount(reports)} ${setAsideWords(reason)}`).join("; ");
  return (
    <p className="max-w-[68ch] text-small text-soft">
      Reports received {span}: {formatCount(received.received)}; counted {formatCount(received.counted)}, repeats of the
      same reporter {formatCount(received.repeats)}, set aside {formatCount(received.setAside)}
      {why === "" ? "" : ` (${why})`}. Counted are problems, and answers that it works or is back; only they enter the
      figures. <a href="/method#counting">How reports are counted</a>
    </p>
  );
}
