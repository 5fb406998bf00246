// node e2e/screenshots.ts <folder>: pictures of the pages on a staged instance, wide and narrow, light and dark.
import "#bench/quiet-log.ts";

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Browser, chromium } from "@playwright/test";
import { chromiumLaunch } from "#e2e/chromium.ts";
import { STAGE_OPERATOR_TOKEN, startStagedInstance } from "#e2e/instances.ts";
import { PICTURE_TYPES } from "#lib/publish/picture-options.ts";

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

/** The share dialog of a service and of an incident, as it opens. */
async function shootShare(browser: Browser, origin: string, folder: string, paths: readonly string[]) {
  for (const width of WIDTHS) {
    for (const colorScheme of SCHEMES) {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, locale: "en-GB" });
      const page = await context.newPage();
      for (const path of paths) {
        await page.goto(new URL(path, origin).href);
        await page.waitForLoadState("networkidle", { timeout: 3_000 }).catch(() => {});
        await page.getByRole("link", { name: "Share and embed" }).click();
        await page.getByRole("dialog").frameLocator("iframe").getByRole("heading").waitFor();
        const [, kind] = path.split("/");
        await page.screenshot({ path: join(folder, `share-${kind}-${width}-${colorScheme}.png`) });
      }
      await context.close();
    }
  }
}

/** Every size of picture as it is served, of the service and of its incident. */
async function fetchPictures(origin: string, folder: string, incident: string) {
  for (const type of Object.keys(PICTURE_TYPES)) {
    for (const [name, path] of Object.entries({ service: "/status/chatgpt", incident })) {
      const theme = type === "chart" ? "dark" : "light";
      const answer = await fetch(new URL(`${path}.png?imType=${type}&theme=${theme}&lang=de&tz=Europe/Berlin`, origin));
      await writeFile(join(folder, `picture-${name}-${type}.png`), Buffer.from(await answer.arrayBuffer()));
    }
  }
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("node e2e/screenshots.ts <folder>");
await mkdir(folder, { recursive: true });
const instance = await startStagedInstance();
await fetch(new URL("/api/v1/services/chatgpt/official-updates", instance.url), {
  method: "POST",
  headers: { authorization: `Bearer ${STAGE_OPERATOR_TOKEN}`, "content-type": "application/json" },
  body: JSON.stringify({ at: "2026-11-10T14:37Z", text: "We are investigating elevated error rates." }),
});
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
    "embed-dark": "/embed/chatgpt?theme=dark",
    "embed-de": "/embed/chatgpt?lang=de&tz=Europe/Berlin&parts=title,state,chart,figures,problems",
    "embed-ja-7d": "/embed/chatgpt?lang=ja&tz=Asia/Tokyo&range=7d",
    "embed-fit": "/embed/chatgpt?fit=1",
    "embed-figures": "/embed/chatgpt?parts=title,figures",
    "embed-incident": `/embed${await incidentPath(instance.url)}`,
  });
  await shootShare(browser, instance.url, folder, ["/status/chatgpt", await incidentPath(instance.url)]);
  await fetchPictures(instance.url, folder, await incidentPath(instance.url));
} finally {
  await browser.close();
  await instance.stop();
}
