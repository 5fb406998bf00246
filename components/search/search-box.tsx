"use client";

import { type KeyboardEvent, useEffect, useId, useRef } from "react";
import { INK_BUTTON } from "#components/frame/button-classes.ts";
import { NoSuggestion, SuggestionList } from "#components/search/suggestion-list.tsx";
import { useSuggestions } from "#components/search/use-suggestions.ts";

interface SearchBoxProps {
  readonly query?: string;
  readonly label?: string;
}

/** True for keys pressed in a field, which belong to that field. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, select, textarea, [contenteditable]") !== null;
}

/** The search: a plain form that leads to the list of what was found; with script it suggests services while typing. `/` brings the cursor here. */
export function SearchBox({ query = "", label = "Search for a service" }: SearchBoxProps) {
  const [state, dispatch] = useSuggestions(query);
  const field = useRef<HTMLInputElement>(null);
  const listId = useId();
  const active = state.isOpen ? state.items[state.active] : undefined;

  useEffect(() => {
    const focusField = (event: globalThis.KeyboardEvent) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      event.preventDefault();
      field.current?.focus();
    };
    addEventListener("keydown", focusField);
    return () => removeEventListener("keydown", focusField);
  }, []);

  // What a quick typist wrote before the script came stands in the field, and no event told of it.
  useEffect(() => {
    const typed = field.current?.value ?? "";
    if (typed !== query) dispatch({ type: "typed", query: typed });
  }, [query, dispatch]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") dispatch({ type: "closed" });
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      dispatch({ type: "moved", by: event.key === "ArrowDown" ? 1 : -1 });
    } else if (event.key === "Enter" && active !== undefined) {
      event.preventDefault();
      location.assign(`/status/${active.slug}`);
    }
  };

  return (
    <search className="relative block">
      <form
        action="/search"
        method="get"
        className="flex border-2 border-ink bg-field focus-within:outline-2 focus-within:outline-ink"
      >
        <input
          ref={field}
          type="search"
          name="q"
          aria-label={label}
          placeholder={label}
          value={state.query}
          maxLength={80}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={state.isOpen}
          aria-controls={listId}
          aria-activedescendant={active === undefined ? undefined : `${listId}-${active.slug}`}
          onChange={(event) => dispatch({ type: "typed", query: event.target.value })}
          onKeyDown={onKeyDown}
          onBlur={() => dispatch({ type: "closed" })}
          className="min-h-14 min-w-0 grow bg-transparent px-4 text-lead outline-none placeholder:text-soft [&::-webkit-search-cancel-button]:appearance-none"
        />
        <button type="submit" className={`shrink-0 px-4 ${INK_BUTTON}`}>
          Search
        </button>
      </form>
      <SuggestionList id={listId} state={state} />
      <NoSuggestion state={state} />
    </search>
  );
}
