import type { Locator, Page } from "@playwright/test";

/** The large number of a service's page: reports of the last 15 minutes. */
export function reportsNow(page: Page): Locator {
  return page.getByText(/problem reports? in the last 15 minutes/).locator("xpath=preceding-sibling::*[1]");
}
