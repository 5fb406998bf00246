import { type Dispatch, useEffect, useReducer } from "react";
import { fetchSuggestions } from "#components/search/fetch-suggestions.ts";
import {
  NO_SUGGESTIONS,
  nextSuggestions,
  type SuggestionEvent,
  type SuggestionState,
  wantedSuggestions,
} from "#components/search/suggestions.ts";

/** Long enough to skip the letters of a quick typist, short enough to feel immediate. */
const PAUSE_MS = 120;

/** The suggestions for what is typed, asked for after a pause; an overtaken request is cancelled. */
export function useSuggestions(initialQuery: string): readonly [SuggestionState, Dispatch<SuggestionEvent>] {
  const [state, dispatch] = useReducer(nextSuggestions, { ...NO_SUGGESTIONS, query: initialQuery });
  const query = wantedSuggestions(state);
  useEffect(() => {
    if (query === null) return;
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      const items = await fetchSuggestions(query, abort.signal);
      if (!abort.signal.aborted) dispatch({ type: "found", query, items });
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [query]);
  return [state, dispatch];
}
