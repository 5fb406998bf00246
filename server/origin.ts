import { config } from "#lib/config.ts";
import type { Answers, WebHandler } from "#server/answers.ts";
import type { Answer } from "#server/edge-cache.ts";
import { isNewsroomPath } from "#server/newsroom-addresses.ts";
import type { NextOrigin } from "#server/next-origin.ts";

/** All who make whole answers. */
export interface Origins {
  /** May come later than the front: whoever asks for anything but a report waits for it. */
  readonly answers: Answers | Promise<Answers>;
  /** May come later still: whoever asks for a page waits for it. */
  readonly next: NextOrigin | Promise<NextOrigin>;
}

/** Makes the answer of one target. */
export type Origin = (target: string) => Promise<Answer>;

/** Programs ask below these, and get problems. Below the reference nobody looks but a reader, who gets the page that says that there is none. */
const API = /^\/(?:(?:api|problems)\/|docs\/api$)/;

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
export function originOf({ answers, next }: Origins, path: string): Origin {
  const ask = (who: "api" | "embed" | "newsroom"): Origin => {
    return async (target) => askHandler((await answers)[who], "GET", target);
  };
  if (isNewsroomPath(path)) return ask("newsroom");
  if (isApi(path)) return ask("api");
  if (isEmbed(path)) return ask("embed");
  return async (target) => (await next).fetch(target);
}
