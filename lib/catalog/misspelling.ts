/** What a letter costs that one side has and the other has not, after the shorter one ended. */
const REST_OF_NAME = 0.1;
const REST_OF_QUERY = 0.6;

/**
 * How far a query is from being the beginning of a name, 0 when it is the name.
 *
 * Optimal string alignment distance (insert, delete, replace, swap two neighbours: 1 each), but the rest of a longer name
 * costs little, because people stop typing ("virgin meda" for "virgin media ireland"), and the rest of a longer query
 * somewhat more ("netflix com" for "netflix").
 */
export function misspelling(query: string, name: string): number {
  const [typed, meant] = [[...query], [...name]];
  let beforeLast: number[] = [];
  let last = Array.from({ length: meant.length + 1 }, (_, index) => index);
  let best = meant.length + typed.length * REST_OF_QUERY;
  for (const [row, letter] of typed.entries()) {
    const current = [row + 1];
    for (const [column, other] of meant.entries()) {
      const replaced = (last[column] ?? 0) + (letter === other ? 0 : 1);
      const skipped = Math.min(last[column + 1] ?? 0, current[column] ?? 0) + 1;
      const isSwap = row > 0 && column > 0 && letter === meant[column - 1] && typed[row - 1] === other;
      const swapped = isSwap ? (beforeLast[column - 1] ?? 0) + 1 : Number.POSITIVE_INFINITY;
      current.push(Math.min(replaced, skipped, swapped));
    }
    best = Math.min(best, (current[meant.length] ?? 0) + (typed.length - row - 1) * REST_OF_QUERY);
    beforeLast = last;
    last = current;
  }
  return last.reduce((least, cost, used) => Math.min(least, cost + (meant.length - used) * REST_OF_NAME), best);
}
