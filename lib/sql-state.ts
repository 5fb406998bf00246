import { z } from "zod";
import { errorCode } from "#lib/describe-error.ts";

/** How Prisma tells what PostgreSQL said of a statement of one's own. */
const ofPrisma = z.object({
  meta: z.object({ driverAdapterError: z.object({ cause: z.object({ originalCode: z.string() }) }) }),
});

/** SQLSTATE, where PostgreSQL itself refused a statement, by `pg` or by Prisma; else empty, or the code of another error. */
export function sqlState(error: unknown): string {
  const told = ofPrisma.safeParse(error).data?.meta.driverAdapterError.cause.originalCode;
  return told ?? errorCode(error) ?? "";
}

/** Class 22 (data exception) and 23 (integrity): one row is at fault, the others are not. */
export function isRowFault(error: unknown): boolean {
  return /^2[23]/.test(sqlState(error));
}

/** 42P01: a table is not there. */
export function isTableMissing(error: unknown): boolean {
  return sqlState(error) === "42P01";
}
