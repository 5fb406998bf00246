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
  readonly isIncident: boolean;
  /** The page itself is frozen at that minute. */
  readonly isFrozen: boolean;
}

/** The address of a file of the subject, of the frozen minute where the page is frozen. */
export function fileAddress({ path, asOf, isFrozen }: ShareSubject, ending: string, query = ""): string {
  const options = [isFrozen ? `asof=${asOf}` : "", query].filter((option) => option !== "").join("&");
  return `${path}.${ending}${options === "" ? "" : `?${options}`}`;
}

/** The page's own address, frozen where the page is. */
export function pageAddress({ publicUrl, path, asOf, isFrozen }: ShareSubject): string {
  return `${publicUrl}${path}${isFrozen ? `?asof=${asOf}` : ""}`;
}
