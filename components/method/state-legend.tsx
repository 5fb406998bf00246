import { StateMark, stateColour } from "#components/state/state-mark.tsx";
import type { StateKey } from "#lib/live/snapshot.ts";
import { stateWords } from "#lib/publish/state-words.ts";

const STATES: readonly StateKey[] = ["normal", "possible", "outage", "unconfirmed"];

/** The four states with shape, word and meaning. */
export function StateLegend() {
  return (
    <dl className="grid grid-cols-1 gap-x-12 sm:grid-cols-2">
      {STATES.map((state) => {
        const { word, meaning } = stateWords(state);
        return (
          <div key={state} className="border-b border-rule py-3">
            <dt className={`flex items-center gap-2 font-semibold ${stateColour(state)}`}>
              <StateMark state={state} />
              {word}
            </dt>
            <dd className="mt-1 text-soft">{meaning}</dd>
          </div>
        );
      })}
    </dl>
  );
}
