import { z } from "zod";

const numbers = z.array(z.number());

/**
 * An array of numbers that comes from PostgreSQL as one text, `{1,2,3}`: the database client walks each value of an array several times, and a
 * tick reads more than a million of them. Both sides write a double with the digits that make it again, to the last bit.
 */
export const packed = z.string().transform((text) => numbers.parse(JSON.parse(`[${text.slice(1, -1)}]`)));
