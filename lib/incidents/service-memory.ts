import { z } from "zod";
import { memorySchema, NO_MEMORY } from "#lib/detection/memory.ts";
import { lastIncidentSchema, openIncidentSchema } from "#lib/incidents/incident.ts";

/** What is carried of one service from minute to minute: the detector's memory, and its incidents. */
export const serviceMemorySchema = z.object({
  detection: memorySchema,
  open: openIncidentSchema.nullable(),
  last: lastIncidentSchema.nullable(),
});

export type ServiceMemory = z.infer<typeof serviceMemorySchema>;

/** The memory of a service that was never judged. */
export const NO_SERVICE_MEMORY: ServiceMemory = { detection: NO_MEMORY, open: null, last: null };
