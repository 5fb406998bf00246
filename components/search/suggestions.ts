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
  /** Whether the last answer was that nothing matches. Stays while another one is awaited, so that what is said does not come and go with each letter. */
  readonly isNothing: boolean;
  /**
   * Whether an answer to what was typed is awaited. Of a query that the page came with nobody has asked for suggestions, its hits
   * are on the page; after a field that was left none may come.
   */
  readonly isAwaited: boolean;
}

export type SuggestionEvent =
  | { readonly type: "typed"; readonly query: string }
  /** `items` is null where nobody could be asked. */
  | { readonly type: "found"; readonly query: string; readonly items: readonly Suggestion[] | null }
  | { readonly type: "moved"; readonly by: 1 | -1 }
  | { readonly type: "closed" };

export const NO_SUGGESTIONS: SuggestionState = {
  query: "",
  items: [],
  active: -1,
  isOpen: false,
  isNothing: false,
  isAwaited: false,
};

/** Moves through the options and the field in a ring, as the combobox pattern of the ARIA practices guide has it. */
function moved(state: SuggestionState, by: 1 | -1): SuggestionState {
  const places = state.items.length + 1;
  if (places === 1) return state;
  return { ...state, isOpen: true, active: ((state.active + 1 + by + places) % places) - 1 };
}

function found(state: SuggestionState, items: readonly Suggestion[]): SuggestionState {
  return { ...state, items, active: -1, isOpen: items.length > 0, isNothing: items.length === 0, isAwaited: false };
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
      return event.items === null ? { ...NO_SUGGESTIONS, query: state.query } : found(state, event.items);
    case "moved":
      return moved(state, event.by);
    case "closed":
      // While an answer is awaited the options are those of an older query.
      return { ...NO_SUGGESTIONS, query: state.query, items: state.isAwaited ? [] : state.items };
  }
}

/** What is to be suggested for; null where nothing is. */
export function wantedSuggestions({ query, isAwaited }: SuggestionState): string | null {
  return isAwaited && query.trim() !== "" ? query : null;
}
