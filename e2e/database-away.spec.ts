import { expect } from "@playwright/test";
import { startQuietInstance } from "#e2e/instances.ts";
import { reportsNow } from "#e2e/service-page.ts";
import { test } from "#e2e/test.ts";
import { minuteOf } from "#lib/buckets/minute.ts";
import { addIncident } from "#lib/live/testing/world.ts";

test.use({ setup: { start: () => startQuietInstance() } });

const INCIDENT = "2026-11-20-steam";
const HTML = ["/", "/status/steam", `/incidents/${INCIDENT}`, "/embed/steam"] as const;
const DATA = ["/api/v1/home", "/api/v1/services/steam", `/api/v1/incidents/${INCIDENT}`] as const;
/** Fresh for ten seconds at most, then served once more while it is refreshed for thirty. */
const PATIENCE_MS = 90_000;
const SAYS_ITS_AGE = /This is \d+ minutes? old: newer figures cannot be read at the moment\./;

test("without its database the observatory stays readable, says how old it is, and keeps a report until it can be counted", async ({
  page,
  instance,
  watch,
}) => {
  test.setTimeout(240_000);
  watch.allowError("503");
  const service = await instance.db.service.findUniqueOrThrow({ where: { slug: "steam" } });
  const now = minuteOf(Date.now());
  await addIncident(instance.db, service.id, {
    id: INCIDENT,
    started: now - 600,
    ended: { from: now - 500, to: now - 490 },
  });
  const ask = (path: string) => fetch(new URL(path, instance.url));
  for (const path of [...HTML, ...DATA]) expect((await ask(path)).status, `${path} before`).toBe(200);
  const home = await page.context().newPage();
  await home.goto("/");
  await page.goto("/status/steam");
  const embed = await page.context().newPage();
  await embed.goto("/embed/steam?parts=title,state,problems");
  const live = [home, page].map((each) => each.getByText("Live", { exact: true }));
  for (const note of live) await expect(note).toBeVisible();
  await instance.stopPostgres();
  // Figures come every ten seconds; without any for thirty a page is not live, though its stream stands.
  for (const each of [home, page]) await expect(each.getByText("Not live now")).toBeVisible({ timeout: 60_000 });

  for (const path of [...HTML, ...DATA]) {
    await expect
      .poll(async () => (await ask(path)).headers.get("x-groundswell-stale"), {
        timeout: PATIENCE_MS,
        intervals: [1_000],
      })
      .toMatch(/^\d+$/);
    const answer = await ask(path);
    expect(answer.status, path).toBe(200);
    expect(Number(answer.headers.get("age")), `Age of ${path}`).toBeGreaterThan(1);
    const text = await answer.text();
    if (HTML.some((html) => html === path)) expect(text, path).toMatch(SAYS_ITS_AGE);
  }

  await page.getByText("I have a problem", { exact: true }).click();
  await page.locator("#report").getByRole("button", { name: "Server connection" }).click();
  const answer = page.locator("#report").getByRole("status");
  await expect(answer).toContainText("Your report is kept on this page");

  const other = await page.context().newPage();
  await other.goto("/status/steam");
  await expect(other.getByText(SAYS_ITS_AGE)).toBeVisible();
  await expect(other.getByRole("heading", { level: 1 })).toContainText("Steam");
  await expect(embed.getByText(SAYS_ITS_AGE)).toBeVisible({ timeout: PATIENCE_MS });

  await instance.startPostgres();
  await expect(answer).toContainText("has been received", { timeout: 60_000 });
  expect(await instance.db.report.count({ where: { serviceId: service.id, disposition: "counted" } })).toBe(1);
  await expect
    .poll(async () => (await ask("/status/steam")).headers.get("x-groundswell-stale"), { timeout: 30_000 })
    .toBeNull();
  for (const note of live) await expect(note).toBeVisible({ timeout: 60_000 });
  await expect(other.getByText("Newer figures can be read now.")).toBeVisible({ timeout: PATIENCE_MS });
  await expect(other.getByText(SAYS_ITS_AGE)).toHaveCount(0);
  await expect(embed.getByText("Most named: Server connection")).toBeVisible({ timeout: PATIENCE_MS });
  await expect(embed.getByText(SAYS_ITS_AGE)).toHaveCount(0);
  await page.goto("/status/steam");
  await expect(page.getByText(SAYS_ITS_AGE)).toHaveCount(0);
  await expect(reportsNow(page)).toHaveText("1");
});
