import { createServer } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import { readHealth } from "#bench/observe-instance.ts";
import { freePort } from "#server/free-port.ts";

/** An address at which everything is answered with that. */
async function served(body: string, status = 200): Promise<string> {
  const port = await freePort();
  const server = createServer((_, res) => res.writeHead(status, { "content-type": "application/json" }).end(body));
  await new Promise<void>((done) => server.listen(port, "127.0.0.1", done));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${port}`;
}

describe("reading a running instance", () => {
  it("says which address cannot be read, and why", async () => {
    const origin = `http://127.0.0.1:${await freePort()}`;
    await expect(readHealth(origin)).rejects.toThrow(`${origin} cannot be read: ECONNREFUSED`);
  });

  it("says what was refused", async () => {
    await expect(readHealth(await served("{}", 404))).rejects.toThrow("/api/health answered 404: {}");
  });

  it("says what is not as expected in an answer, as of another version", async () => {
    const reading = readHealth(await served('{"status":"ok"}'));
    await expect(reading).rejects.toThrow("/api/health did not answer as this copy expects: ");
  });
});
