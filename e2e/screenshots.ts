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

/** Every size of picture as it is served, of the service and of its incident, as PNG and as SVG, on light and on dark. */
async function fetchPictures(origin: string, folder: string, incident: string) {
  for (const type of Object.keys(PICTURE_TYPES)) {
    for (const [name, path] of Object.entries({ service: "/status/chatgpt", incident })) {
      for (const ending of ["png", "svg"]) {
        for (const theme of SCHEMES) {
          const query = `imType=${type}&theme=${theme}&lang=de&tz=Europe/Berlin`;
          const answer = await fetch(new URL(`${path}.${ending}?${query}`, origin));
          await writeFile(
            join(folder, `picture-${name}-${type}-${theme}.${ending}`),
            Buffer.from(await answer.arrayBuffer()),
          );
        }
      }
    }
  }
}

/** Embeds in the frames of an article, one picture for each option. */
async function shootEmbeds(browser: Browser, origin: string, folder: string, incident: string) {
  const options: Readonly<Record<string, string>> = {
    plain: "/embed/chatgpt",
    light: "/embed/chatgpt?theme=light",
    dark: "/embed/chatgpt?theme=dark",
    "1h": "/embed/chatgpt?range=1h",
    "6h": "/embed/chatgpt?range=6h",
    "7d": "/embed/chatgpt?range=7d",
    zone: "/embed/chatgpt?tz=Asia/Kolkata",
    ...Object.fromEntries(["de", "es", "fr", "pt", "ja"].map((lang) => [lang, `/embed/chatgpt?lang=${lang}`])),
    problems: "/embed/chatgpt?parts=title,state,chart,figures,problems",
    figures: "/embed/chatgpt?parts=title,figures",
    chart: "/embed/chatgpt?parts=chart",
    transparent: "/embed/chatgpt?transparent=1",
    static: "/embed/chatgpt?static=1",
    past: "/embed/chatgpt?from=2026-11-10T13:00Z&to=2026-11-10T15:00Z",
    incident: `/embed${incident}`,
    frozen: `/embed${incident}?asof=2026-11-10T14:50Z`,
    missing: "/embed/nothing",
  };
  const heights = Object.fromEntries([230, 330, 400, 480].map((height) => [`fit-${height}`, height]));
  for (const width of [320, 640, 1_200]) {
    const page = await browser.newPage({ viewport: { width, height: 620 } });
    for (const [name, path] of Object.entries(options)) {
      await page.goto(origin + path);
      await page.screenshot({ path: join(folder, `option-${name}-${width}.png`) });
    }
    for (const [name, height] of Object.entries(heights)) {
      await page.setViewportSize({ width, height });
      await page.goto(`${origin}/embed/chatgpt?fit=1`);
      await page.screenshot({ path: join(folder, `option-${name}-${width}.png`) });
    }
    await page.close();
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
    method: "/method",
    "not-found": "/nowhere",
  });
  await shootShare(browser, instance.url, folder, ["/status/chatgpt", await incidentPath(instance.url)]);
  await shootEmbeds(browser, instance.url, folder, await incidentPath(instance.url));
  await fetchPictures(instance.url, folder, await incidentPath(instance.url));
} finally {
  await browser.close();
  await instance.stop();
}
