import { type Browser, chromium } from "@playwright/test";
import { percentile } from "#bench/percentile.ts";
import { chromiumLaunch } from "#e2e/chromium.ts";

/** A phone of the middle class on a slow mobile network: the profile "slow 4G" that Lighthouse and WebPageTest use. */
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 3, isMobile: true, hasTouch: true };
const NETWORK = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 };
const CPU_SLOWDOWN = 4;
/** Chromium reports a larger paint as it comes; after this long nothing comes any more. */
const SETTLED_MS = 1_500;

/** Milliseconds from the start of the navigation to the largest contentful paint, in a browser that has nothing in its cache. */
async function largestPaint(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext(PHONE);
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", NETWORK);
    await session.send("Emulation.setCPUThrottlingRate", { rate: CPU_SLOWDOWN });
    const answer = await page.goto(url, { waitUntil: "load" });
    if (answer?.status() !== 200) throw new Error(`${url} answered ${answer?.status()}`);
    return await page.evaluate((settled) => {
      const { promise, resolve } = Promise.withResolvers<number>();
      let last = Number.NaN;
      new PerformanceObserver((list) => {
        last = list.getEntries().at(-1)?.startTime ?? last;
      }).observe({ type: "largest-contentful-paint", buffered: true });
      setTimeout(() => resolve(last), settled);
      return promise;
    }, SETTLED_MS);
  } finally {
    await context.close();
  }
}

export interface Paints {
  readonly p50: number;
  readonly max: number;
}

/** Largest contentful paints of several addresses on a throttled phone, taken in turns so that all meet the same machine. */
export async function largestPaints(urls: readonly string[], runs: number): Promise<ReadonlyMap<string, Paints>> {
  const browser = await chromium.launch(chromiumLaunch());
  try {
    const taken = new Map(urls.map((url): [string, number[]] => [url, []]));
    for (let run = 0; run < runs; run += 1) {
      for (const [url, paints] of taken) paints.push(await largestPaint(browser, url));
    }
    return new Map(
      [...taken].map(([url, paints]) => [url, { p50: percentile(paints, 0.5), max: percentile(paints, 1) }]),
    );
  } finally {
    await browser.close();
  }
}
