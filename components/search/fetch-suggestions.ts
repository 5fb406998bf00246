import type { Suggestion } from "#components/search/suggestions.ts";

/** As many as a reader takes in at a glance. */
export const MAX_SUGGESTIONS = 8;

/** Services that match what is typed; null when the server cannot be asked: the form still works. */
export async function fetchSuggestions(query: string, signal: AbortSignal): Promise<readonly Suggestion[] | null> {
  try {
    const response = await fetch(`/api/v1/services?q=${encodeURIComponent(query)}&limit=${MAX_SUGGESTIONS}`, {
      signal,
    });
    if (!response.ok) return null;
    const body = (await response.json()) as { services?: readonly Suggestion[] };
    return body.services ?? null;
  } catch {
    return null;
  }
}
