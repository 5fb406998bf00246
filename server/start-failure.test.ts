import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { describe, expect, it, onTestFinished } from "vitest";
import { ConfigError } from "#lib/config.ts";
import { CatalogueError } from "#server/read-catalogue.ts";
import { ChildGaveUpError, exitCodeOf, StartError, startSentence } from "#server/start-failure.ts";

async function errorOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => null,
    (error: unknown) => error,
  );
}

function listen(port: number, host = "127.0.0.1", answer?: (socket: Socket) => void): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer(answer);
    onTestFinished(() => void server.close());
    server.once("error", reject);
    server.listen(port, host, () => {
      const address = server.address();
      resolve(address !== null && typeof address === "object" ? address.port : 0);
    });
  });
}

describe("what keeps an instance from running is said in a sentence", () => {
  it("when its port is taken", async () => {
    const port = await listen(0);
    const sentence = startSentence(await errorOf(listen(port)));
    expect(sentence).toBe(
      `127.0.0.1:${port} cannot be listened on: another program listens there already: stop it, or set PORT`,
    );
  });

  it("when HOST is no address of this machine", async () => {
    expect(startSentence(await errorOf(listen(0, "192.0.2.1")))).toContain(
      "this machine has no such address: set HOST",
    );
  });

  it("when a part of the path of its data is a file", async () => {
    const folder = mkdtempSync(join(tmpdir(), "groundswell-start-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, "file"), "");
    const error = await errorOf(mkdir(join(folder, "file", "data"), { recursive: true }));
    expect(startSentence(error)).toMatch(/file.* cannot be used: a part of the path is a file$/);
  });

  it("when its database does not answer", async () => {
    const client = new pg.Client({ connectionString: "postgresql://x:y@127.0.0.1:1/z" });
    expect(startSentence(await errorOf(client.connect()))).toMatch(
      /^the database cannot be used: nothing answers there/,
    );
  });

  it("when its database takes the connection and says nothing", async () => {
    const connectionString = `postgresql://x:y@127.0.0.1:${await listen(0)}/z`;
    const client = new pg.Client({ connectionString, connectionTimeoutMillis: 50 });
    expect(startSentence(await errorOf(client.connect()))).toMatch(/^the database cannot be used: it does not answer/);
  });

  it("when its database has no TLS, and sslmode asks for it", async () => {
    const port = await listen(0, undefined, (socket) => socket.once("data", () => socket.end("N")));
    const client = new pg.Client({ connectionString: `postgresql://x:y@127.0.0.1:${port}/z?sslmode=verify-full` });
    client.on("error", () => {});
    expect(startSentence(await errorOf(client.connect()))).toMatch(
      /^the database cannot be used: sslmode asks for TLS/,
    );
  });

  it.each([
    [
      "with its cause",
      new StartError("migration 1 failed", { cause: new Error("no right") }),
      "migration 1 failed: no right",
    ],
    ["found among causes", new Error("outer", { cause: new StartError("inner") }), "inner"],
    [
      "of a full disk",
      Object.assign(new Error("ENOSPC"), { code: "ENOSPC", path: "/data/x" }),
      "/data/x cannot be used: the disk is full",
    ],
    [
      "of a full disk where no file is named",
      Object.assign(new Error("write"), { code: "ENOSPC" }),
      "the disk is full",
    ],
  ])("%s", (_, error, sentence) => {
    expect(startSentence(error)).toBe(sentence);
  });

  it.each([
    ["a mistake of ours", new TypeError("x is not a function")],
    ["an unknown code", Object.assign(new Error("?"), { code: "ESOMETHING" })],
    ["what is no error", "only words"],
  ])("but not for %s, which is told with its stack", (_, error) => {
    expect(startSentence(error)).toBeNull();
  });
});

describe("the exit code of what cannot run", () => {
  it.each([
    [78, "a mistake in the configuration", new ConfigError(["PORT: must be a port number"])],
    [78, "a mistake in the catalogue", new CatalogueError(["web.json: is not JSON"])],
    [1, "a database that may come back", new StartError("the database cannot be used")],
    [1, "a child that gave up, which has said why", new ChildGaveUpError("web-1 cannot run here")],
    [1, "a mistake of ours", new TypeError("x is not a function")],
  ])("is %i for %s", (code, _, error) => {
    expect(exitCodeOf(error, false)).toBe(code);
  });

  it("tells the supervisor of a child that another start would end as this one did", () => {
    expect(exitCodeOf(new StartError("the port is taken"), true)).toBe(78);
  });
});
