// node e2e/screenshots.ts <folder>: pictures of the pages on a staged instance, wide and narrow, light and dark.
import "#bench/quiet-log.ts";

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type Browser, chromium } from "@playwright/test";
import { chromiumLaunch } from "#e2e/chromium.ts";
import { startStagedInstance } from "#e2e/instances.ts";

const WIDTHS = [1280, 390] as const;
const SCHEMES = ["light", "dark"] as const;

async function incidentPath(origin: string): Promise<string> {
  const answer: unknown = await fetch(new URL("/api/v1/incidents", origin)).then((response) => response.json());
  const id = /"id":"([^"]+)"/.exec(JSON.stringify(answer))?.[1];
  return `/incidents/${id ?? "none"}`;
}

async function shoot(browser: Browser, origin: string, folder: string, pages: Readonly<Record<string, string>>) {
  for (const width of WIDTHS) {
    for (const colorScheme of SCHEMES) {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, locale: "en-GB" });
      const page = await context.newPage();
      for (const [name, path] of Object.entries(pages)) {
        await page.goto(new URL(path, origin).href);
        await page.waitForLoadState("networkidle", { timeout: 3_000 }).catch(() => {});
        await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true });
      }
      await context.close();
    }
  }
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("node e2e/screenshots.ts <folder>");
await mkdir(folder, { recursive: true });
const instance = await startStagedInstance();
const browser = await chromium.launch(chromiumLaunch());
try {
  await shoot(browser, instance.url, folder, {
    home: "/",
    "service-normal": "/status/netflix",
    "service-outage": "/status/chatgpt",
    incident: await incidentPath(instance.url),
    incidents: "/incidents",
    category: "/category/ai",
    search: "/search?q=chatgtp",
    embed: "/embed/chatgpt",
    method: "/method",
    "not-found": "/nowhere",
  });
} finally {
  await browser.close();
  await instance.stop();
}
