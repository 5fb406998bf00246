import { type BrowserContext, test as base, expect } from "@playwright/test";
import type { Instance } from "#bench/instance.ts";

/** What a page may not do without the test having said so. */
export interface Watch {
  /** A console error that contains this text is expected, such as the browser's own line about a 404. */
  allowError(text: string): void;
  /** Another origin that a page may talk to, such as the newspaper of the embed's test. */
  allowOrigin(origin: string): void;
}

/** How a file's instance is started. */
export interface Setup {
  readonly start: () => Promise<Instance>;
}

interface TestFixtures {
  readonly watch: Watch;
}

interface WorkerFixtures {
  readonly setup: Setup;
  readonly instance: Instance;
}

const notSetUp: Setup = { start: () => Promise.reject(new Error("test.use({ setup }) is missing in this file")) };

function watchErrors(context: BrowserContext): string[] {
  const seen: string[] = [];
  context.on("console", (message) => {
    if (message.type() === "error") seen.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (error) => seen.push(`uncaught: ${error.error().message}`));
  return seen;
}

function watchOrigins(context: BrowserContext): Set<string> {
  const origins = new Set<string>();
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http")) origins.add(url.origin);
  });
  return origins;
}

/**
 * Playwright's test with an instance for each file and a page that is watched: an unexpected error in the
 * console, an uncaught one, or a request to another host fails the test.
 */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  setup: [notSetUp, { scope: "worker", option: true }],
  instance: [
    async ({ setup }, use) => {
      const instance = await setup.start();
      await use(instance);
      await instance.stop();
    },
    { scope: "worker", timeout: 180_000 },
  ],
  baseURL: async ({ instance }, use) => use(instance.url),
  watch: [
    async ({ context, baseURL }, use) => {
      const errors = watchErrors(context);
      const origins = watchOrigins(context);
      const allowedErrors: string[] = [];
      const allowedOrigins = [baseURL];
      await use({
        allowError: (text) => void allowedErrors.push(text),
        allowOrigin: (origin) => void allowedOrigins.push(origin),
      });
      const unexpected = errors.filter((error) => !allowedErrors.some((text) => error.includes(text)));
      expect(unexpected, "errors in the page").toEqual([]);
      const foreign = [...origins].filter((origin) => !allowedOrigins.includes(origin));
      expect(foreign, "requests to other hosts").toEqual([]);
    },
    { auto: true },
  ],
});
