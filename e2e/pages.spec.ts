import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { STAGE_OPERATOR_TOKEN, STAGE_START, startStagedInstance } from "#e2e/instances.ts";
import { test } from "#e2e/test.ts";
import { addMinutes } from "#lib/buckets/minute.ts";

test.use({ setup: { start: startStagedInstance } });

const PAGES = [
  "/",
  "/status/chatgpt",
  "/status/netflix",
  "/category/ai",
  "/search?q=chatgtp",
  "/incidents",
  "/method",
  "/method/accuracy",
];
const MISSING = [
  "/nowhere",
  "/status/nowhere",
  "/incidents/nowhere",
  "/incidents?service=nowhere",
  "/incidents?cursor=nowhere",
  "/category/nowhere",
];

async function openIncident(page: Page): Promise<string> {
  await page.goto("/status/chatgpt");
  const path = await page.locator('a[href^="/incidents/2"]').first().getAttribute("href");
  return path ?? "/incidents/none";
}

/** Sum of the page's layout shifts that no key or tap caused: what `cumulative layout shift` counts at most. */
async function watchShifts(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const state = window as unknown as { shifts: number };
    state.shifts = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as unknown as { value: number; hadRecentInput: boolean }[]) {
        if (!entry.hadRecentInput) state.shifts += entry.value;
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  return () => page.evaluate(() => (window as unknown as { shifts: number }).shifts);
}

async function settle(page: Page, path: string) {
  const response = await page.goto(path);
  await page.waitForLoadState("networkidle").catch(() => {});
  return response;
}

/** Serious violations of the page as it is shown now: of all rules, or of those that the colours decide. */
async function violationsOf(page: Page, rules: "all" | "colours"): Promise<string[]> {
  // Without it a second page is opened for each result, for frames of other origins: there are none here.
  const builder = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (rules === "all" ? builder : builder.withRules(["color-contrast"])).analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  return serious.map((each) => `${each.id} ${each.nodes[0]?.html}`);
}

test("no page has a serious accessibility violation, in light colours or in dark ones", async ({ page }) => {
  // Nine pages, of which each takes seconds of a busy processor.
  test.setTimeout(180_000);
  for (const path of [...PAGES, await openIncident(page)]) {
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    await page.goto(path);
    expect(await violationsOf(page, "all"), path).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
    expect(await violationsOf(page, "colours"), `${path}, dark`).toEqual([]);
  }
});

/** Buttons whose words do not fit; and, of a page that scrolls sideways, what reaches beyond its right edge. */
function overflowing(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const cut = [...document.querySelectorAll("button")].filter((button) => button.scrollWidth > button.clientWidth);
    if (cut.length > 0) return cut.map((button) => `cut: ${button.textContent}`);
    if (document.documentElement.scrollWidth <= window.innerWidth) return [];
    const wide = [...document.body.querySelectorAll("*")].filter(
      (element) => element.getBoundingClientRect().right > window.innerWidth + 0.5,
    );
    return wide
      .slice(-3)
      .map((element) => `${element.tagName} ${element.className} ${element.textContent?.slice(0, 60)}`);
  });
}

for (const width of [320, 390]) {
  test(`no page scrolls sideways at ${width} pixels`, async ({ page, watch }) => {
    watch.allowError("404");
    await page.setViewportSize({ width, height: 720 });
    for (const path of [...PAGES, await openIncident(page), "/nowhere"]) {
      await page.goto(path);
      expect(await overflowing(page), path).toEqual([]);
      if (width === 320) continue;
      // As a reader does who has set the phone's text to twice its size.
      await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
      expect(await overflowing(page), `${path}, large text`).toEqual([]);
    }
  });
}

test("figures are of one width, and a hyphen is no wider for it", async ({ page }) => {
  await page.goto("/method");
  const widths = await page.evaluate(async () => {
    await document.fonts.load("100px Inter");
    const probe = document.body.appendChild(document.createElement("span"));
    probe.style.font = "100px Inter";
    // As wide as its text, also where the body lays out its children.
    probe.style.position = "absolute";
    const widthOf = (text: string, figures: string) => {
      probe.style.fontVariantNumeric = figures;
      probe.textContent = text;
      return Math.round(probe.getBoundingClientRect().width);
    };
    return {
      one: widthOf("1", "tabular-nums"),
      eight: widthOf("8", "tabular-nums"),
      narrowOne: widthOf("1", "normal"),
      hyphen: widthOf("-", "tabular-nums"),
      plainHyphen: widthOf("-", "normal"),
      // Between figures it is another one, which stands higher.
      date: widthOf("88-88", "tabular-nums") - widthOf("8888", "tabular-nums"),
      plainDate: widthOf("88-88", "normal") - widthOf("8888", "normal"),
    };
  });
  expect(widths.one).toBe(widths.eight);
  expect(widths.one, "Inter is there, whose own 1 is narrow").toBeGreaterThan(widths.narrowOne);
  expect(widths.hyphen).toBe(widths.plainHyphen);
  expect(Math.abs(widths.date - widths.plainDate)).toBeLessThanOrEqual(2);
});

test("nothing moves while a page loads and comes alive", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const shifts = await watchShifts(page);
  for (const path of ["/", "/status/chatgpt", await openIncident(page)]) {
    await settle(page, path);
    // Shifts are counted over time: this is the time, not a wait for something.
    await page.waitForTimeout(1_500);
    expect(await shifts(), path).toBeLessThanOrEqual(0.02);
  }
});

test("a page that does not exist says so, and leads on", async ({ page, watch }) => {
  watch.allowError("404");
  for (const path of MISSING) {
    const response = await page.goto(path);
    expect(response?.status(), path).toBe(404);
    expect(await response?.text(), `${path} without script`).toContain("<h1");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByRole("searchbox").first()).toBeVisible();
  }
});

test("an unknown service is looked for by the words of its address", async ({ page, watch }) => {
  watch.allowError("404");
  const response = await page.goto("/status/ch%C3%A4t-gpt");
  expect(await response?.text(), "without script").toContain("Did you mean");
  await expect(page.getByRole("searchbox").first()).toHaveValue("chät gpt");
  await expect(page.getByRole("link", { name: "ChatGPT" })).toBeVisible();
});

test("the incidents of a service that has none are told from those of all", async ({ page }) => {
  await page.goto("/incidents?service=netflix");
  await expect(page.getByText("No incident of Netflix has been recorded yet.")).toBeVisible();
  await expect(page).toHaveTitle(/^Incidents of Netflix/);
  await expect(page.locator('link[rel="canonical"]')).toHaveAttribute("href", /\/incidents\?service=netflix$/);
  await expect(page.locator('link[type="application/atom+xml"]')).toHaveAttribute(
    "href",
    /\/status\/netflix\/incidents/,
  );
  await page.getByRole("link", { name: "Incidents of all services" }).click();
  await expect(page.getByRole("table", { name: "Incidents" })).toContainText("ChatGPT");
});

test("a name typed wrongly finds the service", async ({ page }) => {
  await page.goto("/");
  const field = page.getByRole("combobox", { name: "Search for a service" });
  await expect(async () => {
    await page.keyboard.press("/");
    await expect(field).toBeFocused({ timeout: 500 });
  }, "the shortcut works as soon as the page is alive").toPass({ timeout: 20_000 });
  await page.keyboard.type("chatgtp");
  await expect(page.getByRole("option", { name: /ChatGPT/ })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/status\/chatgpt$/);
});

test("what is typed before the page is alive is searched for once it is", async ({ page }) => {
  const { promise: mayLoad, resolve: letScriptsLoad } = Promise.withResolvers<void>();
  await page.route("**/_next/static/**/*.js", async (route) => {
    await mayLoad;
    await route.continue();
  });
  await page.goto("/", { waitUntil: "domcontentloaded" });
  await page.getByRole("combobox", { name: "Search for a service" }).fill("chatgtp");
  letScriptsLoad();
  await expect(page.getByRole("option", { name: /ChatGPT/ })).toBeVisible();
});

test("the home page leads with what is failing now", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/ChatGPT|1 service/i);
  await expect(page.getByRole("link", { name: "ChatGPT" }).first()).toHaveAttribute("href", "/status/chatgpt");
});

test("every page says that its data is a demonstration", async ({ page }) => {
  for (const path of [...PAGES, await openIncident(page)]) {
    await page.goto(path);
    await expect(page.getByRole("complementary", { name: "Kind of data" }), path).toBeVisible();
  }
});

/** Bytes on the wire of the scripts that a page's HTML asks for: what stands before hydration, without the chart that comes after it. */
async function scriptBytes(page: Page, path: string): Promise<number> {
  await page.goto(path);
  const sources = await page.evaluate(async (address) => {
    const html = await fetch(address).then((response) => response.text());
    const parsed = new DOMParser().parseFromString(html, "text/html");
    return [...parsed.querySelectorAll("script[src]")]
      .filter((script) => !script.hasAttribute("nomodule"))
      .map((script) => script.getAttribute("src") ?? "");
  }, path);
  let bytes = 0;
  for (const source of new Set(sources)) {
    const response = await page.request.get(source, { headers: { "accept-encoding": "gzip" } });
    const header = response.headers()["content-length"];
    const length = Number(header ?? Number.NaN);
    // What is smaller than this is not worth compressing: see the edge cache.
    if (length >= 512) expect(response.headers()["content-encoding"], source).toBe("gzip");
    bytes += length;
  }
  return bytes;
}

for (const path of ["/", "/status/chatgpt"]) {
  test(`the scripts of ${path} weigh at most 150 KB`, async ({ page }) => {
    const bytes = await scriptBytes(page, path);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes / 1_000).toBeLessThanOrEqual(150);
  });
}

test("an outage shows its evidence; called a false alarm, it leaves the lists and stays on record as that", async ({
  page,
}) => {
  const path = await openIncident(page);
  const evidence = page.locator("#evidence");
  await expect(evidence).toContainText("Flagged: the count is far beyond chance");
  await expect(evidence).toContainText("Variety of networks, passed.");
  await page.goto(path);
  await evidence.getByText("Check it yourself").click();
  await expect(evidence).toContainText(`npm run replay -- --incident ${path.split("/").at(-1)}`);
  const answer = await page.request.post(`/api/v1${path}/corrections`, {
    headers: { authorization: `Bearer ${STAGE_OPERATOR_TOKEN}` },
    data: { reason: "A rehearsal of the stage." },
  });
  expect(answer.status()).toBe(201);
  await expect(async () => {
    await page.goto(path);
    await expect(page.getByText("This was a false alarm.")).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(page.getByText("A rehearsal of the stage.").first()).toBeVisible();
  await expect(async () => {
    await page.goto("/");
    await expect(page.getByRole("heading", { name: "ChatGPT" })).toHaveCount(0, { timeout: 1_000 });
  }).toPass();
  const falseAlarms = page.getByRole("table", { name: "Latest false alarms" });
  await expect(async () => {
    await page.goto("/method/accuracy");
    await expect(falseAlarms).toContainText("ChatGPT", { timeout: 1_000 });
  }).toPass();
});

test("a chart that is alive stays broken where no reports could be taken, and says so", async ({ page, instance }) => {
  const [fromMinute, toMinute] = [addMinutes(STAGE_START, -600), addMinutes(STAGE_START, -480)];
  await instance.db.ingestMinute.deleteMany({ where: { minute: { gte: fromMinute, lt: toMinute } } });
  await instance.db.ingestGap.create({ data: { fromMinute, toMinute } });
  const curves = page.locator(".recharts-area-curve");
  await expect(async () => {
    await page.goto("/status/netflix");
    await page.locator("#chart").scrollIntoViewIfNeeded();
    await expect(curves.last()).toHaveAttribute("d", /^M[^M]+M/, { timeout: 2_000 });
  }).toPass();
  await expect(curves.first(), "the normal range").toHaveAttribute("d", /^M[^M]+M/);
  // New figures draw the curve again: it may be gone while its place is read.
  await expect(async () => {
    const plot = await curves.last().boundingBox();
    await page.mouse.move((plot?.x ?? 0) + (plot?.width ?? 0) * 0.6, (plot?.y ?? 0) + (plot?.height ?? 0) / 2);
    const note = page.getByRole("status").filter({ hasText: "we could not take reports then" });
    await expect(note).toBeVisible({ timeout: 1_000 });
  }).toPass();
});
