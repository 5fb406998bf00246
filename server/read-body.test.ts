import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readBody } from "#server/read-body.ts";

const read: string[] = [];
const server = createServer(async (req, res) => {
  const body = await readBody(req, 10, req.headers.prefer === "wait=0" ? 100 : 10_000);
  const text = body.ok ? `read ${Buffer.from(body.bytes).toString()}` : body.reason;
  read.push(text);
  res.writeHead(200, { "content-length": text.length }).end(text);
});
beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** What the server says to requests that are sent in these pieces. */
async function ask(pieces: readonly string[], requests = 1): Promise<string[]> {
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.setEncoding("latin1");
  let answers = "";
  socket.on("data", (text: string) => {
    answers += text;
  });
  for (const piece of pieces) {
    socket.write(piece);
    await delay(20);
  }
  const said = () => answers.match(/read [a-z]+|too-[a-z]+/g) ?? [];
  while (said().length < requests) await once(socket, "data");
  socket.destroy();
  return said();
}
const head = (length: string) => `POST / HTTP/1.1\r\nhost: a\r\n${length}\r\n\r\n`;

it.each([
  ["comes with its head", [`${head("content-length: 5")}hello`], "read hello"],
  ["comes after its head", [head("content-length: 5"), "hello"], "read hello"],
  ["comes in pieces", [`${head("content-length: 5")}he`, "ll", "o"], "read hello"],
  ["comes in chunks", [`${head("transfer-encoding: chunked")}5\r\nhello\r\n0\r\n\r\n`], "read hello"],
  ["is as long as it may be", [`${head("content-length: 10")}helloworld`], "read helloworld"],
  [
    "is as long as it may be, in chunks",
    [`${head("transfer-encoding: chunked")}a\r\nhelloworld\r\n0\r\n\r\n`],
    "read helloworld",
  ],
  ["is declared too long", [head("content-length: 11")], "too-large"],
  ["is too long in chunks", [`${head("transfer-encoding: chunked")}b\r\nhello world\r\n`], "too-large"],
  ["does not come", [`${head("prefer: wait=0\r\ncontent-length: 5")}he`], "too-slow"],
])("a body that %s", async (_, pieces, said) => {
  expect(await ask(pieces)).toEqual([said]);
});

it("a body whose sender goes away before its end is waited for no longer", async () => {
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.write(`${head("content-length: 5")}he`);
  await once(server, "request");
  socket.destroy();
  await expect.poll(() => read.at(-1)).toBe("gone");
});

it("two requests in one packet are read one by one", async () => {
  const one = `${head("content-length: 3")}one`;
  expect(await ask([one + one.replace(/one$/, "two")], 2)).toEqual(["read one", "read two"]);
});
