import type { ServiceSnapshot } from "#lib/live/snapshot.ts";
import { NO_LONGER_OBSERVED, stateSentence } from "#lib/publish/state-words.ts";

/** Title and description of a service's page, for search engines and previews. `alt` is its chart in words. */
export function serviceHead({ service, state }: Pick<ServiceSnapshot, "service" | "state">, alt: string) {
  const { name, retired } = service;
  if (retired) {
    return { title: `${name}: ${NO_LONGER_OBSERVED}`, description: `${name} is ${NO_LONGER_OBSERVED}. ${alt}` };
  }
  return { title: `${name}: is it just me?`, description: `${stateSentence(state, name)}. ${alt}` };
}
