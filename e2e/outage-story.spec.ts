import { expect, type Page } from "@playwright/test";
import { readReportSums } from "#bench/history.db.ts";
import { readHealth } from "#bench/observe-instance.ts";
import { readScenario } from "#bench/read-scenario.ts";
import { type Fed, replayInto, startReplayInstance } from "#bench/run-replay.ts";
import { scenarioSpan } from "#bench/scenario.ts";
import { openNewspaper } from "#e2e/newspaper.ts";
import { reportsNow } from "#e2e/service-page.ts";
import { test } from "#e2e/test.ts";
import { formatCount } from "#lib/publish/number-words.ts";
import { stateSentence } from "#lib/publish/state-words.ts";
import { incidentAnswer } from "#server/routes/api/answers.ts";

const scenario = readScenario("chatgpt-2024-11-08");
/** A fifth of the real size: a shared machine with two processors holds that at 120 times the speed, with a browser beside it. */
const options = { scenario, scale: 0.2, seed: 1 };
const SPEED = 120;

/** What the first test has sent, for those that look at its trace. */
let fed: Fed = {};

test.use({ setup: { start: () => startReplayInstance(scenario, { ...options, speed: SPEED }) } });

/** The page's own proof that it was never loaded again. */
async function mark(page: Page) {
  await page.evaluate(() => Reflect.set(window, "openedOnce", true));
  return () => page.evaluate(() => Reflect.get(window, "openedOnce") === true);
}

test.describe.configure({ mode: "serial" });

test("an outage is seen, flagged, embedded, recorded and ended", async ({ page, context, instance, watch }) => {
  test.setTimeout(300_000);
  await page.goto("/status/chatgpt");
  const isSameLoad = await mark(page);
  await expect(page.getByText(stateSentence("normal", "ChatGPT"))).toBeVisible();

  const replay = replayInto(instance.url, options);
  const minutes = (scenario.expect.flagBy ?? 0) - scenarioSpan(scenario).from;
  const real = (minutes * 60_000) / SPEED + 30_000;
  await expect(page.getByText(stateSentence("outage", "ChatGPT"))).toBeVisible({ timeout: real });
  const early = (await reportsNow(page).textContent()) ?? "";
  await expect(reportsNow(page)).not.toHaveText(early);
  expect(await isSameLoad()).toBe(true);
  await expect(page.getByRole("link", { name: "Show those of now" })).toBeVisible();

  const newspaper = await openNewspaper(`${instance.url}/embed/chatgpt`);
  watch.allowOrigin(newspaper.origin);
  const article = await context.newPage();
  await article.goto(newspaper.origin);
  await expect(article.frameLocator("iframe").getByRole("heading", { name: /ChatGPT/ })).toBeVisible();
  await expect(
    article
      .frameLocator("iframe")
      .getByText(/problems/i)
      .first(),
  ).toBeVisible();
  newspaper.close();
  await article.close();

  const { checks, tally, fed: sent } = await replay;
  fed = sent;
  expect(checks.filter((check) => !check.ok)).toEqual([]);
  expect(tally.accepted).toBe(tally.sent);
  await expect(page.getByText(stateSentence("normal", "ChatGPT"))).toBeVisible({ timeout: 30_000 });
  expect(await isSameLoad()).toBe(true);
});

test("the record says what was fed, and page and API agree to the digit", async ({ page }) => {
  const link = page.locator('a[href^="/incidents/2024-11-09-chatgpt"]').first();
  // A page that takes longer than a moment to make is served as it was: the next one has the incident.
  await expect(async () => {
    await page.goto("/status/chatgpt");
    await expect(link).toBeVisible({ timeout: 1_000 });
  }).toPass();
  const path = await link.getAttribute("href");
  await page.goto(path ?? "");
  const response = await page.request.get(`/api/v1${path}`);
  const { figures, incident } = incidentAnswer.parse(await response.json());
  const peak = fed.chatgpt?.peak15 ?? Number.NaN;
  expect(Math.abs((figures.peak15?.reports ?? 0) - peak)).toBeLessThanOrEqual(0.02 * peak);
  expect(incident.peak15).toBe(figures.peak15?.reports);
  const main = page.getByRole("main");
  for (const count of [figures.peak15?.reports, figures.peak1?.reports, figures.total]) {
    await expect(main).toContainText(formatCount(count ?? Number.NaN));
  }
});

test("buckets, raw reports and facets count the same", async ({ instance }) => {
  const { from } = scenarioSpan(scenario);
  const total = fed.chatgpt?.total;
  expect(await readReportSums(instance.db, from)).toEqual({ buckets: total, reports: total, facets: total });
  await expect.poll(async () => (await readHealth(instance.url)).consistency?.ok, { timeout: 15_000 }).toBe(true);
});
