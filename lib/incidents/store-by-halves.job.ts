import { log } from "#lib/log.ts";
import { isRowFault } from "#lib/sql-state.ts";

/** What is to be stored of one service, all of it or nothing. */
interface OfService {
  readonly slug: string;
}

/**
 * Stores what there is of many services at once. Where PostgreSQL refuses a row, the services at fault are found by halving: one of
 * thousands must not keep the others from being stored. `store` stores everything that it is given, or nothing of it and throws.
 * Returns the slugs of services of which nothing is stored; the log names each with `message`.
 */
export async function storeByHalves<T extends OfService>(
  services: readonly T[],
  store: (some: readonly T[]) => Promise<void>,
  message: string,
): Promise<string[]> {
  const [first, ...others] = services;
  if (first === undefined) return [];
  try {
    await store(services);
    return [];
  } catch (error) {
    if (!isRowFault(error)) throw error;
    if (others.length === 0) {
      log.error({ err: error, service: first.slug }, message);
      return [first.slug];
    }
  }
  const half = Math.ceil(services.length / 2);
  const refused = await storeByHalves(services.slice(0, half), store, message);
  return [...refused, ...(await storeByHalves(services.slice(half), store, message))];
}
