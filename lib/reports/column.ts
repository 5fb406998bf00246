/** What PostgreSQL's array syntax gives a meaning to inside quotes. */
const SPECIAL = /["\\]/;
const EACH_SPECIAL = /["\\]/g;

function element(value: string | number | boolean | null): string {
  if (typeof value !== "string") return value === null ? "NULL" : String(value);
  return `"${SPECIAL.test(value) ? value.replace(EACH_SPECIAL, "\\$&") : value}"`;
}

/**
 * The values of one column as PostgreSQL's array literal, one parameter of a statement (`${column(...)}::text[]`). Given
 * as a list, a batch's 15,000 values are walked by the database client four times on their way: as a literal they took
 * a third less of the front's time.
 */
export function column(values: readonly (string | number | boolean | null)[]): string {
  return `{${values.map(element).join(",")}}`;
}
