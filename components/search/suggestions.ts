import type { StateKey } from "#lib/live/snapshot.ts";

/** A service found while typing. */
export interface Suggestion {
  readonly slug: string;
  readonly name: string;
  readonly state: StateKey;
}

/** The list below the search field. `active` is the option that the keyboard stands on; -1 is the field itself. */
export interface SuggestionState {
  readonly query: string;
  readonly items: readonly Suggestion[];
  readonly active: number;
  readonly isOpen: boolean;
  /**
   * Whether an answer to what was typed is awaited. Of a query that the page came with nobody has asked for suggestions, its hits
   * are on the page; after a field that was left none may come.
   */
  readonly isAwaited: boolean;
}

export type SuggestionEvent =
  | { readonly type: "typed"; readonly query: string }
  | { readonly type: "found"; readonly query: string; readonly items: readonly Suggestion[] }
  | { readonly type: "moved"; readonly by: 1 | -1 }
  | { readonly type: "closed" };

export const NO_SUGGESTIONS: SuggestionState = { query: "", items: [], active: -1, isOpen: false, isAwaited: false };

/** Moves through the options and the field in a ring, as the combobox pattern of the ARIA practices guide has it. */
function moved(state: SuggestionState, by: 1 | -1): SuggestionState {
  const places = state.items.length + 1;
  if (places === 1) return state;
  return { ...state, isOpen: true, active: ((state.active + 1 + by + places) % places) - 1 };
}

/** The next state of the list. An answer to an older query than the field's is dropped. */
export function nextSuggestions(state: SuggestionState, event: SuggestionEvent): SuggestionState {
  switch (event.type) {
    case "typed":
      return event.query.trim() === ""
        ? { ...NO_SUGGESTIONS, query: event.query, isAwaited: true }
        : { ...state, query: event.query, active: -1, isAwaited: true };
    case "found":
      if (event.query !== state.query || !state.isAwaited) return state;
      return { ...state, items: event.items, active: -1, isOpen: event.items.length > 0, isAwaited: false };
    case "moved":
      return moved(state, event.by);
    case "closed":
      // While an answer is awaited the options are those of an older query.
      return { ...state, items: state.isAwaited ? [] : state.items, isOpen: false, active: -1, isAwaited: false };
  }
}

/** What is to be suggested for; null where nothing is. */
export function wantedSuggestions({ query, isAwaited }: SuggestionState): string | null {
  return isAwaited && query.trim() !== "" ? query : null;
}
