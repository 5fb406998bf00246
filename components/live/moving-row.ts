import type { HomeFrame } from "#lib/live/live-frame.ts";
import type { ServiceSummary } from "#lib/live/snapshot.ts";

/** What moves in a row of a list. */
export type MovingRow = Pick<ServiceSummary, "slug" | "state" | "since" | "reports15" | "expected15">;

/**
 * A row as the newest frame has it. A frame names only services that are not normal: a row that it lacks has
 * become normal, and its count is then unknown, which is null.
 */
export function rowInFrame<Row extends MovingRow>(
  row: Row,
  frame: HomeFrame | null,
): Pick<MovingRow, "state" | "since" | "expected15"> & { readonly reports15: number | null } {
  if (frame === null) return row;
  const found = frame.services.find((service) => service.slug === row.slug);
  if (found !== undefined) return found;
  if (row.state === "normal") return row;
  return { state: "normal", since: null, expected15: row.expected15, reports15: null };
}

/** Services of the frame that were not on the page when it was made. */
export function newInFrame(known: readonly string[], frame: HomeFrame | null): HomeFrame["services"] {
  return frame === null ? [] : frame.services.filter((service) => !known.includes(service.slug));
}
