import type { IncomingMessage, ServerResponse } from "node:http";
import type { Client } from "#lib/reports/client-address.ts";
import { createApi } from "#server/api.ts";
import { handleCorrection } from "#server/routes/corrections.ts";
import { handleEmbed } from "#server/routes/embed.ts";
import { closeLive, handleLive } from "#server/routes/live.ts";
import { createNewsroom } from "#server/routes/newsroom.ts";
import { newsroomSource } from "#server/routes/newsroom-source.ts";
import { handleOfficialUpdate } from "#server/routes/official-updates.ts";

/** Who answers a Web request in full: the API, the embeds and the newsroom's files. */
export type WebHandler = (request: Request) => Response | Promise<Response>;

/** Who holds a connection open and writes to it by itself. `slug` null: everything that is not normal. */
export type LiveHandler = (
  req: IncomingMessage,
  res: ServerResponse,
  viewer: { readonly slug: string | null; readonly clientNetwork: string },
) => void | Promise<void>;

/** Who answers an operator about the incident or service of that name. */
export type OperatorHandler = (
  req: IncomingMessage,
  res: ServerResponse,
  client: Client,
  key: string,
) => void | Promise<void>;

/** All that a front answers by itself but reports. */
export interface Answers {
  readonly api: WebHandler;
  readonly embed: WebHandler;
  readonly newsroom: WebHandler;
  readonly live: LiveHandler;
  readonly correction: OperatorHandler;
  readonly officialUpdate: OperatorHandler;
  /** Ends all streams, and lets none begin any more. */
  closeLive(): void;
}

/** Of this process and its database. Its code is most of a front's: a front imports this file when it has taken the reports that waited. */
export function createAnswers(): Answers {
  const api = createApi();
  return {
    api: (request) => api.fetch(request),
    embed: handleEmbed,
    newsroom: createNewsroom(newsroomSource()),
    live: handleLive,
    correction: handleCorrection,
    officialUpdate: handleOfficialUpdate,
    closeLive,
  };
}
