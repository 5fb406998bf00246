import { createServer } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { freePort } from "#server/free-port.ts";
import { checkPort, listen, listenFailure } from "#server/listen.ts";
import { SetupError, StartError } from "#server/start-failure.ts";

const HOST = "127.0.0.1";

/** A port on which a front of several listens. */
async function sharedPort(): Promise<number> {
  const port = await freePort();
  const server = createServer();
  onTestFinished(() => void server.close());
  await listen(server, { HOST, PORT: port }, true);
  return port;
}

describe.skipIf(process.platform !== "linux")("a port that fronts share", () => {
  it("is taken for another instance, however many fronts that has", async () => {
    const place = { HOST, PORT: await sharedPort(), WEB_PROCESSES: 2 };
    await expect(checkPort({ ...place, ROLE: "all" })).rejects.toThrow("another program listens there already");
  });

  it("is free for one more front that is started alone, and is none of a worker's business", async () => {
    const place = { HOST, PORT: await sharedPort() };
    await checkPort({ ...place, ROLE: "web", WEB_PROCESSES: 2 });
    await checkPort({ ...place, ROLE: "worker", WEB_PROCESSES: 1 });
  });
});

describe("a port that was looked at", () => {
  it("is free for the fronts afterwards", async () => {
    const place = { HOST, PORT: await freePort() };
    await checkPort({ ...place, ROLE: "all", WEB_PROCESSES: 1 });
    const server = createServer();
    onTestFinished(() => void server.close());
    await expect(listen(server, place, false)).resolves.toBeUndefined();
  });
});

describe("what keeps a front from listening", () => {
  const systemError = (code: string) =>
    Object.assign(new Error(code), { code, syscall: "listen", address: HOST, port: 80 });

  it("is a mistake of the setup when it is a right: no restart mends it", () => {
    expect(listenFailure(systemError("EACCES"))).toBeInstanceOf(SetupError);
  });

  it.each(["EADDRINUSE", "EADDRNOTAVAIL"])("may pass when it is %s", (code) => {
    const failure = listenFailure(systemError(code));
    expect(failure).toBeInstanceOf(StartError);
    expect(failure).not.toBeInstanceOf(SetupError);
  });

  it("is told as it is when nobody knows it", () => {
    const error = systemError("ESOMETHING");
    expect(listenFailure(error)).toBe(error);
  });
});
