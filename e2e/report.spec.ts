import { expect, type Page } from "@playwright/test";
import { createDatabaseLink, type DatabaseLink } from "#bench/tcp-proxy.ts";
import { startQuietInstance } from "#e2e/instances.ts";
import { reportsNow } from "#e2e/service-page.ts";
import { test } from "#e2e/test.ts";

let link: DatabaseLink | undefined;

test.use({
  setup: {
    start: () =>
      startQuietInstance(async (url) => {
        link = await createDatabaseLink(url);
        return link.url;
      }),
  },
});

test.afterAll(() => link?.close());

const openChoices = (page: Page) => page.getByText("I have a problem", { exact: true });
const answer = (page: Page) => page.locator("#report").getByRole("status");

/** Another Accept-Language is another reporter: tests must not repeat each other's reports. */
function asReporter(page: Page, name: string) {
  return page.setExtraHTTPHeaders({ "accept-language": `en;q=0.5,x-${name}` });
}

test("a problem is reported in two taps, and the count on the page goes up", async ({ page }) => {
  await asReporter(page, "two-taps");
  await page.goto("/status/netflix");
  await openChoices(page).click();
  await page.getByRole("button", { name: "Playback" }).click();
  await expect(answer(page)).toContainText("Your report of a problem with Netflix has been received");
  await expect(reportsNow(page)).toHaveText("1");
});

test("a second report within the hour is kept, said to be a repeat, and not counted", async ({ page, instance }) => {
  await asReporter(page, "repeat");
  for (const words of ["has been received", "a repeat is not counted again"]) {
    await page.goto("/status/spotify");
    await openChoices(page).click();
    await page.getByRole("button", { name: "App", exact: true }).click();
    await expect(answer(page)).toContainText(words);
  }
  const dispositions = await instance.db.report.groupBy({
    by: ["disposition"],
    _count: true,
    where: { serviceId: (await instance.db.service.findUniqueOrThrow({ where: { slug: "spotify" } })).id },
    orderBy: { disposition: "asc" },
  });
  expect(dispositions.map((row) => [row.disposition, row._count])).toEqual([
    ["counted", 1],
    ["repeat", 1],
  ]);
});

test("the keyboard alone is enough", async ({ page }) => {
  await asReporter(page, "keyboard");
  await page.goto("/status/steam");
  const choices = page.locator("#report summary");
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press("Tab");
    if (await choices.evaluate((element) => element === document.activeElement)) break;
  }
  await expect(choices).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(answer(page)).toContainText("has been received");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a plain form does the same", async ({ page, instance }) => {
    await asReporter(page, "no-script");
    await page.goto("/status/discord");
    await openChoices(page).click();
    // What is sent faster than a person can is set aside: this is the reader's pause, not a wait for the page.
    await page.waitForTimeout(1_000);
    await page.getByRole("button", { name: "Sending messages" }).click();
    await expect(answer(page)).toContainText("Your report on Discord has been received");
    await expect(reportsNow(page)).toHaveText("1");
    const service = await instance.db.service.findUniqueOrThrow({ where: { slug: "discord" } });
    expect(await instance.db.report.count({ where: { serviceId: service.id, disposition: "counted" } })).toBe(1);
  });
});

test("a report made while the database is away is kept and delivered once it is back", async ({
  page,
  instance,
  watch,
}) => {
  watch.allowError("503");
  await asReporter(page, "database-away");
  await page.goto("/status/roblox");
  await openChoices(page).click();
  link?.cut();
  await page.getByRole("button", { name: "Server connection" }).click();
  await expect(answer(page)).toContainText("Your report is kept on this page");
  link?.restore();
  await expect(answer(page)).toContainText("has been received", { timeout: 40_000 });
  const service = await instance.db.service.findUniqueOrThrow({ where: { slug: "roblox" } });
  expect(await instance.db.report.count({ where: { serviceId: service.id } })).toBe(1);
});
