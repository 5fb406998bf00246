import type { StateKey } from "#lib/live/snapshot.ts";
import { stateShape } from "#lib/publish/state-shape.ts";

const COLOURS: Readonly<Record<StateKey, string>> = {
  normal: "text-normal",
  possible: "text-possible",
  unconfirmed: "text-unconfirmed",
  outage: "text-outage",
};

/** The class that sets a text in the colour of a state. */
export function stateColour(state: StateKey): string {
  return COLOURS[state];
}

/** The shape of a state. Its word always stands beside it, so that colour and shape are never alone in telling. */
export function StateMark({ state, className = "size-4" }: { state: StateKey; className?: string }) {
  const { ring, fill } = stateShape(state);
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className={`inline-block shrink-0 ${COLOURS[state]} ${className}`}>
      {ring ? (
        <circle
          cx="8"
          cy="8"
          r={ring.radius}
          fill="none"
          stroke="currentColor"
          strokeWidth={ring.width}
          strokeDasharray={ring.dash ?? undefined}
        />
      ) : null}
      {fill ? <path d={fill} fill="currentColor" /> : null}
    </svg>
  );
}
