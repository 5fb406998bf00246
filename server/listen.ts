import { once } from "node:events";
import { createServer, type Server } from "node:net";
import type { Config } from "#lib/config.ts";
import { errorCode } from "#lib/describe-error.ts";
import { SetupError, StartError, startSentence } from "#server/start-failure.ts";

/** Where a front listens. */
type Place = Pick<Config, "HOST" | "PORT">;

/** Connections that wait at the door while a front has no time for them. */
const BACKLOG = 4_096;

/** Begins to listen; with `shared` beside others that share the port too. Throws the system's error, or a StartError of a host that nobody knows. */
export async function listen(server: Server, { HOST, PORT }: Place, shared: boolean): Promise<void> {
  const listening = once(server, "listening");
  server.listen({ host: HOST, port: PORT, reusePort: shared, backlog: BACKLOG });
  await listening.catch((error: NodeJS.ErrnoException) => {
    if (error.syscall !== "getaddrinfo") throw error;
    throw new StartError(`HOST ${HOST} is no address of this machine`);
  });
}

/** What is thrown for it: a port that is taken may be free in a moment, and an address may come up; a right to listen does not. */
export function listenFailure(error: unknown): unknown {
  const sentence = startSentence(error);
  if (sentence === null) return error;
  const isRight = errorCode(error) === "EACCES";
  return isRight ? new SetupError(sentence) : new StartError(sentence);
}

/**
 * Throws a StartError where fronts could not listen: to be asked before what takes long. Whoever starts all of them asks for the port alone, for two instances
 * of several fronts each would share it in silence; a front that is started alone may have its like beside it.
 */
export async function checkPort(config: Place & Pick<Config, "ROLE" | "WEB_PROCESSES">): Promise<void> {
  if (config.ROLE === "worker") return;
  const server = createServer();
  try {
    await listen(server, config, config.ROLE === "web" && config.WEB_PROCESSES > 1);
  } catch (error) {
    throw listenFailure(error);
  }
  await new Promise((closed) => server.close(closed));
}
