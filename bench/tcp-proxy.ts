import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { Transform } from "node:stream";

/** A wire between an instance and its database that a test can cut, freeze or slow down. Loopback only. */
export interface DatabaseLink {
  /** The database's address by way of the link. */
  readonly url: string;
  /** Connections that are open now. */
  readonly connections: number;
  /** Ends every connection and refuses new ones, as when the database's machine is gone. */
  cut(): void;
  /** Connections stay open and new ones are taken, and no byte passes: as when a cable is pulled. */
  freeze(): void;
  /** Each packet is that many milliseconds late, in both directions. 0: at once. */
  slowDown(packetMs: number): void;
  /** Undoes all of it. What was frozen is dropped, as a peer does that has given up. */
  restore(): void;
  close(): Promise<void>;
}

/** Passes each chunk on after the time that holds when it arrives, in order. */
function lag(packetMs: () => number): Transform {
  return new Transform({
    transform(chunk, _, done) {
      const ms = packetMs();
      if (ms === 0) done(null, chunk);
      else setTimeout(() => done(null, chunk), ms);
    },
  });
}

/** Puts a link before a database. */
export async function createDatabaseLink(databaseUrl: string): Promise<DatabaseLink> {
  const target = new URL(databaseUrl);
  const open = new Set<Socket>();
  let state: "open" | "cut" | "frozen" = "open";
  let packetMs = 0;
  const server = createServer((near) => {
    if (state === "cut") return void near.destroy();
    open.add(near);
    near.on("error", () => near.destroy());
    near.once("close", () => open.delete(near));
    if (state === "frozen") return;
    const far = connect(Number(target.port), target.hostname);
    open.add(far);
    far.on("error", () => far.destroy());
    far.once("close", () => {
      open.delete(far);
      near.destroy();
    });
    near.once("close", () => far.destroy());
    near.pipe(lag(() => packetMs)).pipe(far);
    far.pipe(lag(() => packetMs)).pipe(near);
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
    get connections() {
      return open.size;
    },
    cut() {
      state = "cut";
      endAll();
    },
    freeze() {
      state = "frozen";
      for (const socket of open) socket.unpipe().pause();
    },
    slowDown(ms) {
      packetMs = ms;
    },
    restore() {
      if (state === "frozen") endAll();
      state = "open";
      packetMs = 0;
    },
    async close() {
      endAll();
      server.close();
      await once(server, "close");
    },
  };
}
