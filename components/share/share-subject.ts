import type { RangeKey } from "#lib/live/range.ts";
import { viewOf } from "#lib/publish/embed-address.ts";

/** What is shared: a service's page, or an incident's record. */
export interface ShareSubject {
  readonly name: string;
  /** Origin of the instance as it is published. */
  readonly publicUrl: string;
  /** "/status/chatgpt" or "/incidents/2024-11-09-chatgpt": its files have the same path with an ending. */
  readonly path: string;
  /** "/embed/chatgpt" or "/embed/incidents/2024-11-09-chatgpt". */
  readonly embedPath: string;
  /** The minute that the page shows: "2024-11-09T00:30Z". */
  readonly asOf: string;
  /** The range that a service's page shows; the default one of an incident, which has its own span. */
  readonly range: RangeKey;
  readonly isIncident: boolean;
  /** The page itself is frozen at that minute. */
  readonly isFrozen: boolean;
}

/** The view of the subject's page (`viewOf`), which its link and its files show too. */
function viewOfPage({ range, asOf, isFrozen }: ShareSubject): string {
  return viewOf({ range, asOf: isFrozen ? asOf : null });
}

/** The address of the file with this ending of a page that shows such a view. */
export function fileOfView(path: string, view: string, ending: string, option = ""): string {
  const query = [view.slice(1), option].filter((part) => part !== "").join("&");
  return `${path}.${ending}${query === "" ? "" : `?${query}`}`;
}

/** The address of a file of the subject. */
export function fileAddress(subject: ShareSubject, ending: string, option?: string): string {
  return fileOfView(subject.path, viewOfPage(subject), ending, option);
}

/** The page's own address. */
export function pageAddress(subject: ShareSubject): string {
  return `${subject.publicUrl}${subject.path}${viewOfPage(subject)}`;
}
