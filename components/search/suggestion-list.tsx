import type { SuggestionState } from "#components/search/suggestions.ts";
import { StateMark, stateColour } from "#components/state/state-mark.tsx";
import { stateWords } from "#lib/publish/state-words.ts";

interface SuggestionListProps {
  readonly id: string;
  readonly state: SuggestionState;
}

const BOX = "absolute inset-x-0 top-full z-10 border-2 border-t-0 border-ink bg-field outline-2 outline-ink";

/** Said below the field where nothing matches. It is always there, empty: screen readers tell only what changes in a region that they know. */
export function NoSuggestion({ state: { isNothing } }: Pick<SuggestionListProps, "state">) {
  return (
    <p role="status" className={isNothing ? `${BOX} px-4 py-3 text-soft` : "sr-only"}>
      {isNothing ? "No service matches. Try a shorter part of its name." : null}
    </p>
  );
}

/** The services found while typing, each with its state: for most visitors the answer is here already. */
export function SuggestionList({ id, state }: SuggestionListProps) {
  return (
    <div id={id} role="listbox" aria-label="Services" hidden={!state.isOpen} className={BOX}>
      {state.items.map((item, index) => (
        // The pointer goes down before the field loses its focus, which would close the list under it.
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus and handles the keys, as the combobox pattern demands.
        <div
          key={item.slug}
          id={`${id}-${item.slug}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === state.active}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => location.assign(`/status/${item.slug}`)}
          className="group flex min-h-12 cursor-pointer items-center justify-between gap-4 px-4 py-2 hover:bg-paper aria-selected:bg-ink aria-selected:text-paper"
        >
          <span className="font-medium">{item.name}</span>
          <span
            className={`flex shrink-0 items-center gap-2 text-small ${index === state.active ? "" : stateColour(item.state)}`}
          >
            {stateWords(item.state).word}
            <StateMark state={item.state} className="size-4 group-aria-selected:text-paper" />
          </span>
        </div>
      ))}
    </div>
  );
}
