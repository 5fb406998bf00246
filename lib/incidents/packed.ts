import { z } from "zod";

/** A list of numbers, checked without a step of the schema for each: a tick reads more than a million. */
export const numbers = z.custom<readonly number[]>(
  (value) => Array.isArray(value) && value.every((entry) => typeof entry === "number"),
  "must be a list of numbers",
);

/**
 * An array of numbers that comes from PostgreSQL as one text, `{1,2,3}`: the database client walks each value of an array several times.
 * Both sides write a double with the digits that make it again, to the last bit.
 */
export const packed = z.string().transform((text) => numbers.parse(JSON.parse(`[${text.slice(1, -1)}]`)));
