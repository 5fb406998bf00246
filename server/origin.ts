import { config } from "#lib/config.ts";
import type { Answer } from "#server/edge-cache.ts";
import type { NextOrigin } from "#server/next-origin.ts";
import { isNewsroomPath } from "#server/routes/newsroom.ts";

/** Who answers a Web request in full: the API, the embeds and the newsroom's files. */
export type WebHandler = (request: Request) => Response | Promise<Response>;

/** All who make whole answers. */
export interface Origins {
  readonly api: WebHandler;
  readonly embed: WebHandler;
  readonly newsroom: WebHandler;
  /** May come later than the front: whoever asks for a page waits for it. */
  readonly next: NextOrigin | Promise<NextOrigin>;
}

/** Makes the answer of one target. */
export type Origin = (target: string) => Promise<Answer>;

const API = /^\/(api|docs|problems)\//;

export function isApi(path: string): boolean {
  return API.test(path);
}

export function isEmbed(path: string): boolean {
  return path.startsWith("/embed/") && !path.endsWith(".js");
}

/** What a handler answers to a method at a target. */
export async function askHandler(handler: WebHandler, method: string, target: string): Promise<Answer> {
  const response = await handler(new Request(new URL(target, config().PUBLIC_URL), { method }));
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  };
}

/** Who answers a read of this path. A HEAD is asked as a GET: its empty body would be kept as the answer to every GET. */
export function originOf({ api, embed, newsroom, next }: Origins, path: string): Origin {
  if (isNewsroomPath(path)) return (target) => askHandler(newsroom, "GET", target);
  if (isApi(path)) return (target) => askHandler(api, "GET", target);
  if (isEmbed(path)) return (target) => askHandler(embed, "GET", target);
  return async (target) => (await next).fetch(target);
}
