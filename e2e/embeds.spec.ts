import { expect, type Page } from "@playwright/test";
import { type Article, type Dialect, openArticle, openDialect } from "#e2e/article.ts";
import { STAGE_OPERATOR_TOKEN, startStagedInstance } from "#e2e/instances.ts";
import { test, type Watch } from "#e2e/test.ts";

test.use({ setup: { start: startStagedInstance } });

/** Opens an article, lets a test look at it, and closes it. */
async function inArticle(page: Page, watch: Watch, article: Article, look: () => Promise<void>): Promise<void> {
  watch.allowOrigin(article.origin);
  try {
    await page.goto(article.origin);
    await look();
  } finally {
    article.close();
  }
}

/** Layout shifts of the article and of every frame in it, measured inside each. */
async function watchShifts(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const state = window as unknown as { shifts: number };
    state.shifts = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as unknown as { value: number }[]) state.shifts += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  return async () => {
    const sums = await Promise.all(
      page.frames().map((frame) => frame.evaluate(() => (window as unknown as { shifts: number }).shifts)),
    );
    return sums.reduce((sum, shifts) => sum + shifts, 0);
  };
}

const inner = (page: Page) => page.frameLocator("iframe");
const embedHeight = (page: Page) =>
  page
    .frames()
    .at(-1)
    ?.evaluate(() => Math.ceil(document.documentElement.getBoundingClientRect().height));

for (const dialect of ["plain", "amp", "pym", "wordpress"] as const satisfies readonly Dialect[]) {
  for (const sandbox of [null, "allow-scripts"]) {
    test(`a page that speaks ${dialect} learns the height${sandbox === null ? "" : " of a sandboxed frame"}`, async ({
      page,
      instance,
      watch,
    }) => {
      const article = await openDialect(dialect, `${instance.url}/embed/chatgpt`, sandbox);
      await inArticle(page, watch, article, async () => {
        const frame = page.locator("iframe");
        await expect(inner(page).getByRole("heading", { name: /ChatGPT/ })).toBeVisible();
        await expect(frame).toHaveAttribute("data-told", /^\d+$/);
        const told = Number(await frame.getAttribute("data-told"));
        expect(told).toBeGreaterThan(300);
        expect(told).toBe(await embedHeight(page));
        // What is unfolded makes the frame higher.
        await inner(page).locator("summary").click();
        await expect.poll(async () => Number(await frame.getAttribute("data-told"))).toBeGreaterThan(told + 100);
      });
    });
  }
}

test("WordPress, whose sandbox opens nothing, is told which link was pressed", async ({ page, instance, watch }) => {
  const article = await openDialect("wordpress", `${instance.url}/embed/chatgpt`, "allow-scripts");
  await inArticle(page, watch, article, async () => {
    await inner(page).getByRole("link").click();
    await expect(page.locator("body")).toHaveAttribute("data-link", /\/status\/chatgpt$/);
  });
});

test("the snippet's own script sets the heights of two embeds of different services", async ({
  page,
  instance,
  watch,
}) => {
  const frame = (slug: string) =>
    `<iframe src="${instance.url}/embed/${slug}" title="${slug}" width="100%" height="480" style="border:0"></iframe>`;
  const snippet = `${frame("chatgpt")}${frame("netflix")}<script src="${instance.url}/embed/frame.js" async></script>`;
  await inArticle(page, watch, await openArticle(snippet), async () => {
    for (const [index, name] of ["ChatGPT", "Netflix"].entries()) {
      await expect(page.frameLocator("iframe").nth(index).getByRole("heading", { name })).toBeVisible();
      await expect(page.locator("iframe").nth(index)).toHaveAttribute("style", /height: \d+px/);
    }
  });
});

for (const width of [320, 1_200]) {
  for (const scheme of ["light", "dark"] as const) {
    test(`nothing moves, scrolls or is stored at ${width} px in ${scheme} colours`, async ({
      page,
      context,
      instance,
      watch,
    }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: scheme });
      const shifts = await watchShifts(page);
      const frame = `<iframe src="${instance.url}/embed/chatgpt" title="x" width="100%" height="760" style="border:0"></iframe>`;
      await inArticle(page, watch, await openArticle(frame), async () => {
        await expect(inner(page).getByRole("img").first()).toBeAttached();
        await page.waitForLoadState("networkidle");
        const embed = page.frames().at(-1);
        const sideways = await embed?.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(sideways).toBeLessThanOrEqual(0);
        const paper = await embed?.evaluate(() => getComputedStyle(document.body).backgroundColor);
        const [red = 0] = (paper?.match(/\d+/g) ?? []).map(Number);
        expect(red > 128).toBe(scheme === "light");
        expect(await context.storageState()).toEqual({ cookies: [], origins: [] });
        expect(await shifts()).toBe(0);
      });
    });
  }
}

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("an embed has its title, picture and numbers, and a table to unfold", async ({ page, instance, watch }) => {
    const frame = `<iframe src="${instance.url}/embed/chatgpt?lang=de" title="x" width="640" height="900"></iframe>`;
    await inArticle(page, watch, await openArticle(frame), async () => {
      await expect(inner(page).getByRole("heading")).toHaveText(/Meldungen über Probleme mit ChatGPT/);
      await expect(inner(page).getByRole("img").first()).toBeVisible();
      await inner(page).locator("summary").click();
      await expect(inner(page).getByRole("row").nth(3)).toBeVisible();
    });
  });

  test("share and embed is a link to the same in the page", async ({ page }) => {
    await page.goto("/status/chatgpt");
    await page.getByRole("link", { name: "Share and embed" }).click();
    await expect(page).toHaveURL(/#share$/);
    await expect(page.getByText("Embed this chart")).toBeVisible();
  });

  test("a record can be asked for in another language and zone", async ({ page }) => {
    await page.goto("/status/chatgpt");
    const path = await page.locator('a[href^="/incidents/2"]').first().getAttribute("href");
    await page.goto(path ?? "");
    await page.getByLabel("Language").first().selectOption("fr");
    await page.getByLabel("Time zone").first().selectOption("Europe/Paris");
    await page.getByRole("button", { name: "Show" }).first().click();
    await expect(page).toHaveURL(/lang=fr&tz=Europe%2FParis/);
    await expect(page.getByText(/Les signalements de problèmes concernant ChatGPT ont commencé/)).toBeVisible();
  });
});

test("an embed fits a frame of fixed height, and what it shows there can be read", async ({
  page,
  instance,
  watch,
}) => {
  const frame = `<iframe src="${instance.url}/embed/chatgpt?fit=1" title="x" width="640" height="330"></iframe>`;
  await inArticle(page, watch, await openArticle(frame), async () => {
    await expect(inner(page).getByRole("img").first()).toBeAttached();
    const scales: number[] = [];
    for (const width of [360, 640]) {
      for (const height of [230, 300, 330, 380, 420, 480]) {
        await page.locator("iframe").evaluate((element, size) => Object.assign(element, size), {
          width: `${width}`,
          height: `${height}`,
        });
        const look = () =>
          page
            .frames()
            .at(-1)
            ?.evaluate(() => {
              const chart = [...document.querySelectorAll<SVGSVGElement>(".chart svg")].find((svg) =>
                svg.checkVisibility(),
              );
              const scale =
                chart === undefined ? null : chart.getBoundingClientRect().height / chart.viewBox.baseVal.height;
              return {
                inner: [innerWidth, innerHeight],
                over: document.documentElement.scrollHeight - innerHeight,
                scale,
              };
            });
        await expect.poll(async () => (await look())?.inner).toEqual([width, height]);
        const seen = await look();
        expect(seen?.over).toBeLessThanOrEqual(0);
        if (seen?.scale != null) scales.push(seen.scale);
      }
    }
    expect(scales.length).toBeGreaterThan(0);
    // Words of 12 pixels in the drawing: eight are the least that can be read.
    expect(Math.min(...scales)).toBeGreaterThan(8 / 12);
  });
});

test("the share dialog builds an embed, by keyboard, and says what it copied", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/status/chatgpt");
  const shifts = await watchShifts(page);
  await page.reload();
  const opener = page.getByRole("link", { name: "Share and embed" });
  await opener.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: /Share and embed: ChatGPT/ });
  await expect(dialog).toBeVisible();
  await dialog.getByLabel("Colours").selectOption("dark");
  await dialog.getByLabel("Language").selectOption("ja");
  await expect(dialog.frameLocator("iframe").getByRole("heading")).toHaveText(/不具合の報告/);
  await dialog.getByRole("button", { name: "Copy the code" }).click();
  await expect(dialog.getByRole("status").filter({ hasText: "Copied." })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain("/embed/chatgpt?theme=dark&amp;lang=ja");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();
  expect(await shifts()).toBeLessThan(0.01);
});

test("discovery links stand before the first 150 KB of a page, and lead to an answer", async ({ page }) => {
  const service = await (await page.request.get("/status/chatgpt")).text();
  const incident = /\/incidents\/\d[\w-]+/.exec(service)?.[0] ?? "";
  for (const html of [service, await (await page.request.get(incident)).text()]) {
    for (const type of ["application/json+oembed", "text/xml+oembed"]) {
      const at = html.indexOf(`type="${type}"`);
      expect(at).toBeGreaterThan(0);
      expect(at).toBeLessThan(Math.min(150 * 1024, html.indexOf("</head>")));
      const tag = html.slice(html.lastIndexOf("<link", at), html.indexOf(">", at));
      const href = /href="([^"]+)"/.exec(tag)?.[1]?.replaceAll("&amp;", "&") ?? "";
      expect((await page.request.get(href)).status()).toBe(200);
    }
  }
});

test("what the company says stands beside the counts, on page, chart and file", async ({ page }) => {
  const sent = await page.request.post("/api/v1/services/chatgpt/official-updates", {
    headers: { authorization: `Bearer ${STAGE_OPERATOR_TOKEN}` },
    data: { at: "2026-11-10T14:34Z", text: "We are investigating <b>errors</b>." },
  });
  expect(sent.status()).toBe(201);
  await page.goto("/status/chatgpt");
  const path = (await page.locator('a[href^="/incidents/2"]').first().getAttribute("href")) ?? "";
  await expect
    .poll(async () => (await page.request.get(`/api/v1${path}`)).text(), { timeout: 30_000 })
    .toContain("We are investigating");
  await expect(async () => {
    await page.goto(path);
    const lead = page.getByText(/Reports rose 1\d minutes before the company's first update\./).first();
    await expect(lead).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(page.getByText("We are investigating <b>errors</b>.")).toBeVisible();
  const svg = await (await page.request.get(`${path}.svg?lang=fr`)).text();
  expect(svg).toContain("entreprise 14:34");
  expect(await (await page.request.get(`${path}.csv`)).text()).toContain("We are investigating <b>errors</b>.");
});
