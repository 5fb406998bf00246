import { z } from "zod";
import { asMinute, isMinute } from "#lib/buckets/minute.ts";

/** A minute in stored JSON, where it is data: a number that is none cannot be read, and throws nothing where that is provided for. */
export const minuteSchema = z.number().refine(isMinute, "must be a minute").transform(asMinute);
