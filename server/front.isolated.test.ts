import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Answers } from "#server/answers.ts";
import {
  FOR_NODE,
  type Reply,
  type ServedFront,
  send,
  sendRaw,
  sendWhole,
  serveFront,
} from "#server/testing/serve-front.ts";

let served: ServedFront;
let port: number;
beforeAll(async () => {
  vi.stubEnv("TRUSTED_PROXIES", "127.0.0.1/32,::1/128");
  vi.stubEnv("OPERATOR_TOKEN", "f".repeat(64));
  vi.stubEnv("LOG_LEVEL", "silent");
  vi.resetModules();
  served = await serveFront();
  port = served.port;
});
afterAll(() => {
  served.close();
  vi.unstubAllEnvs();
});

describe("the front", () => {
  it.each([
    [
      "both lengths",
      "POST /api/v1/reports HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      400,
    ],
    [
      "two lengths",
      "POST /api/v1/reports HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcde",
      400,
    ],
    ["20 KB of headers", `GET / HTTP/1.1\r\nHost: x\r\nA: ${"a".repeat(20_000)}\r\n\r\n`, 431],
    ["an address of 9 KB", `GET /${"a".repeat(9_000)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`, 414],
    ["no HTTP at all", "hello\r\n\r\n", 400],
    ["%00 in the path", "GET /status/%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 404],
    ["two slashes", "GET //api/v1/services HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 404],
    ["a broken escape", "GET /status/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 404],
    [
      "a whole address of another host",
      "GET http://evil.example/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
      404,
    ],
  ])("%s is refused", async (_, bytes, status) => {
    expect(await sendRaw(port, bytes)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  });
});

describe("a refusal of the front", () => {
  it.each([
    ["POST", "/status/chatgpt?x=1", 405, "/status/chatgpt"],
    ["GET", "/status/%00?x=1", 404, "/status/%00"],
    ["GET", `/${"a".repeat(9_000)}`, 414, undefined],
  ])("of %s %s says where it occurred", async (method, path, status, instance) => {
    const reply = await send(port, method, path);
    expect(reply.status).toBe(status);
    expect(JSON.parse(reply.text).instance).toBe(instance);
  });
});

describe("a reader who takes an answer slowly", () => {
  /** Answers a month of minutes or a stream, 15 times as strict as it is: two seconds, in which a busy machine moves something. */
  async function serveHurried(own: Partial<Answers>): Promise<ServedFront> {
    const hurried = await serveFront(own);
    hurried.front.server.timeout /= 15;
    return hurried;
  }
  const large = Buffer.alloc(32 * 1024 * 1024, "x");
  const api = () => new Response(large, { headers: { "content-type": "text/plain", "cache-control": "no-store" } });
  const ASK = "GET /api/v1/services HTTP/1.1\r\nHost: x\r\n\r\n";

  it("is cut when it takes nothing any more", async () => {
    const { front, port, close } = await serveHurried({ api });
    const reader = connect(port, "127.0.0.1");
    reader.pause().write(ASK);
    const [socket] = (await once(front.server, "connection")) as [Socket];
    await once(socket, "close");
    expect(socket.bytesWritten).toBeGreaterThan(0);
    reader.destroy();
    close();
  });

  it("is cut before its time when a network has more made than may wait", async () => {
    // Each answer is one of its own: 32 MB, of which eight may wait.
    const { front, port, close } = await serveFront({ api });
    const asked = Array.from({ length: 10 }, (_, i) => ASK.replace("services", `services?q=${i}`));
    const readers: Socket[] = [];
    for (const ask of asked) {
      const made = once(front.server, "request");
      const reader = connect(port, "127.0.0.1").pause();
      reader.on("error", () => {});
      reader.write(ask);
      readers.push(reader);
      await made;
    }
    const connections = () => new Promise((done) => front.server.getConnections((_, count) => done(count)));
    await expect.poll(connections).toBe(8);
    for (const reader of readers) reader.destroy();
    close();
  });

  it("has it all when it goes on reading, and a stream goes on as long as it is written to", async () => {
    const live: Answers["live"] = (_, res) => {
      const timer = setInterval(() => res.write(":\n\n"), 50);
      setTimeout(() => {
        clearInterval(timer);
        res.end("the end");
      }, 2_500);
    };
    const { port, close } = await serveHurried({ api, live });
    const reader = connect(port, "127.0.0.1");
    reader.write(ASK.replace("Host: x", "Host: x\r\nConnection: close"));
    let length = 0;
    const startedAt = performance.now();
    for await (const chunk of reader) {
      length += chunk.length;
      if (performance.now() - startedAt < 2_500) await delay(10);
    }
    expect(length).toBeGreaterThan(large.length);
    expect((await send(port, "GET", "/api/v1/live")).text).toContain("the end");
    close();
  });
});

describe("an address of the newsroom", () => {
  it.each(["/api/oembed", "/sitemap.xml", "/robots.txt", "/status/chatgpt.csv"])(
    "%s can only be read",
    async (path) => {
      const [post, options] = [await send(port, "POST", path), await send(port, "OPTIONS", path)];
      expect([post.status, post.headers.allow, options.status]).toEqual([405, "GET, HEAD, OPTIONS", 204]);
      expect([options.headers.allow, options.headers["access-control-allow-origin"]]).toEqual([
        "GET, HEAD, OPTIONS",
        "*",
      ]);
    },
  );
});

describe("an address below the reference", () => {
  it.each([
    ["/docs/api", "{}"],
    ["/docs/api/v1", "<p>a page"],
    ["/docs/nothing", "<p>a page"],
    ["/docs", "<p>a page"],
    ["/api/nothing", "{}"],
  ])("is none of the API's: %s is answered with %s", async (path, text) => {
    expect((await send(port, "GET", path)).text).toBe(text);
  });
});

describe("an operator's address", () => {
  it.each([
    ["/api/v1/incidents/2024-11-09-chatgpt/corrections", "198.51.100.91"],
    ["/api/v1/services/chatgpt/official-updates", "198.51.100.92"],
  ])(
    "%s looks at ten wrong tokens of one address behind a trusted proxy, and at others of its neighbour",
    async (path, address) => {
      const guess = (from: string) =>
        send(port, "POST", path, { authorization: "Bearer guess", "x-forwarded-for": from }).then(
          ({ status }) => status,
        );
      for (let i = 0; i < 10; i += 1) expect(await guess(address)).toBe(401);
      expect([await guess(address), await guess("198.51.100.93")]).toEqual([429, 401]);
    },
  );
});

describe("a live stream", () => {
  it("is a stream to GET also after a HEAD, which the API answers", async () => {
    for (const path of ["/api/v1/live", "/api/v1/services/chatgpt/live"]) {
      expect((await send(port, "HEAD", path)).headers["content-type"]).toBe("application/json");
      expect((await send(port, "GET", path)).text).toBe("live");
    }
  });

  it("costs its network as much as an answer that is made, so that nobody has the database asked without end", async () => {
    const from = { "x-forwarded-for": "198.51.100.90" };
    const replies: Reply[] = [];
    while (replies.at(-1)?.status !== 429 && replies.length < 1_000)
      replies.push(await send(port, "GET", "/api/v1/live", from));
    expect(replies.length).toBeGreaterThan(300);
    expect(replies.at(-1)?.status).toBe(429);
  });
});

describe("a page", () => {
  it("answers GET and HEAD alike, and nothing else", async () => {
    const [get, head, post] = [
      await send(port, "GET", "/"),
      await send(port, "HEAD", "/"),
      await send(port, "POST", "/"),
    ];
    expect([get.status, get.text, head.status, head.text, post.status]).toEqual([200, "<p>a page", 200, "", 405]);
    expect(head.headers["content-length"]).toBe("9");
  });

  it("is the same to who asks for Next's own form of it, with whatever headers", async () => {
    const head = "Host: x\r\nRSC: 1\r\nTrailer: x\r\nNext-Router-State-Tree: x\r\nConnection: close\r\n\r\n";
    const answers = [
      await sendRaw(port, `GET /rsc HTTP/1.1\r\n${head}`),
      await sendRaw(port, `GET /rsc HTTP/1.1\r\n${head}`),
    ];
    for (const answer of answers) expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*<p>a page$/);
    expect((await send(port, "GET", "/rsc")).text).toBe("<p>a page");
  });

  it("that is warmed comes from whoever answers its path: an embed is no page", async () => {
    await served.front.warm(["/embed/warmed", "/api/v1/services/warmed", "/status/warmed"]);
    const types = await Promise.all(
      ["/embed/warmed", "/api/v1/services/warmed", "/status/warmed"].map(
        async (path) => (await send(port, "GET", path)).headers["content-type"],
      ),
    );
    expect(types).toEqual(["application/json", "application/json", "text/html"]);
  });

  it("made for a network that had 300 made is a 429, and what is at hand is served to it all the same", async () => {
    const from = { "x-forwarded-for": "203.0.113.77" };
    const ask = (path: string) => send(port, "GET", path, from);
    let made = 0;
    let refused: Reply | undefined;
    while (refused === undefined && made < 1_000) {
      const reply = await ask(`/new/${made}`);
      if (reply.status === 200) made += 1;
      else refused = reply;
    }
    expect(made).toBeGreaterThanOrEqual(300);
    expect([refused?.status, refused?.headers["retry-after"]]).toEqual([429, "1"]);
    expect(JSON.parse(refused?.text ?? "")).toMatchObject({ type: "/problems/too-many-requests", status: 429 });
    await expect(ask(`/new/${made - 1}`)).resolves.toMatchObject({ status: 200 });
    await expect(send(port, "GET", "/new/elsewhere")).resolves.toMatchObject({ status: 200 });
  });

  it("that the visitor has already is a 304", async () => {
    const etag = String((await send(port, "GET", "/")).headers.etag);
    const reply = await send(port, "GET", "/", { "if-none-match": etag });
    expect([reply.status, reply.text]).toEqual([304, ""]);
  });
});

describe("a report that is refused", () => {
  const ask = async (body: string, ...fields: readonly string[]) => {
    const text = await sendWhole(port, ["X-Forwarded-For: 198.51.100.200", ...fields], body);
    return text.replace(/Date: [^\r]+ GMT/, "Date: now").replace(/r=\d+/, "r=left");
  };
  const JSON_TYPE = "Content-Type: application/json";
  const FORM_TYPE = "Content-Type: application/x-www-form-urlencoded";

  it.each([
    ["that is no JSON", 400, "{", [JSON_TYPE]],
    ["with a field that is none", 400, '{"\u{1f600}":1}', [JSON_TYPE]],
    ["with a key that is none", 400, "{}", [JSON_TYPE, "Idempotency-Key: 7"]],
    ["from another site", 403, "{}", [JSON_TYPE, "Origin: https://elsewhere.example"]],
    ["of another type", 415, "{}", ["Content-Type: text/plain"]],
    ["that is packed", 415, "{}", [JSON_TYPE, "Content-Encoding: gzip"]],
    ["of a page without script", 400, "service=", [FORM_TYPE, "Accept: text/html", "Referer: http://x/status/chatgpt"]],
    ["while the database is away", 503, '{"service":"chatgpt","kind":"problem"}', [JSON_TYPE]],
  ])(
    "%s is told so in the same bytes, whether it came off the lane or was read by Node",
    async (_, status, body, fields) => {
      const [lane, node] = [await ask(body, ...fields), await ask(body, ...fields, FOR_NODE)];
      expect(lane).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
      expect(lane).toBe(node);
    },
  );
});

describe("a proxy's connection for reports", () => {
  it("ends behind a report that is not plain, so that the proxy opens one that is read off the lane again", async () => {
    const report = (...fields: readonly string[]) =>
      [
        "POST /api/v1/reports HTTP/1.1",
        "Host: x",
        "Content-Type: application/json",
        ...fields,
        "Content-Length: 1",
        "",
        "{",
      ].join("\r\n");
    const socket = connect(port, "127.0.0.1");
    let text = "";
    socket.setEncoding("latin1").on("data", (chunk) => {
      text += chunk;
    });
    const ended = once(socket, "end");
    socket.write(report());
    await expect.poll(() => text).toMatch(/^HTTP\/1\.1 400 [\s\S]*Connection: keep-alive/);
    text = "";
    socket.write(report(FOR_NODE));
    await ended;
    expect(text).toMatch(/^HTTP\/1\.1 400 [\s\S]*connection: close/);
  });
});

describe("a front that is told to end", () => {
  it("answers what is under way, takes what still comes on an open connection, and is then gone", async () => {
    const release = Promise.withResolvers<void>();
    const page = { status: 200, headers: { "content-type": "text/html" }, body: Buffer.from("<p>a page") };
    const next = { port: 1, fetch: () => release.promise.then(() => page), close: async () => {} };
    const { front: ending, port: own } = await serveFront({}, { next });
    const [busy, idle] = [connect(own, "127.0.0.1"), connect(own, "127.0.0.1")];
    await Promise.all([once(busy, "connect"), once(idle, "connect")]);
    const arrived = once(ending.server, "request");
    busy.write("GET /slow HTTP/1.1\r\nhost: x\r\n\r\n");
    await arrived;
    const ended = ending.close();
    idle.write("GET /late HTTP/1.1\r\nhost: x\r\n\r\n");
    await once(ending.server, "request");
    release.resolve();
    for (const socket of [busy, idle]) {
      let text = "";
      for await (const chunk of socket) text += chunk;
      expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*connection: close[\s\S]*<p>a page/i);
    }
    await ended;
  });
});
