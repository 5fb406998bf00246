import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** A wire between an instance and its database that a test can cut. */
export interface DatabaseLink {
  /** The database's address by way of the link. */
  readonly url: string;
  /** Ends every connection and refuses new ones, as when the database's machine is gone. */
  cut(): void;
  restore(): void;
  close(): Promise<void>;
}

/** Puts a link before a database. */
export async function createDatabaseLink(databaseUrl: string): Promise<DatabaseLink> {
  const target = new URL(databaseUrl);
  const open = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) return void near.destroy();
    const far = connect(Number(target.port), target.hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(socket);
      socket.on("error", () => other.destroy());
      socket.on("close", () => {
        open.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const url = new URL(databaseUrl);
  url.port = String(address.port);
  const endAll = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: url.href,
    cut() {
      isCut = true;
      endAll();
    },
    restore() {
      isCut = false;
    },
    async close() {
      endAll();
      server.close();
      await once(server, "close");
    },
  };
}
