import { describe, expect, it } from "vitest";
import { escapeMarkup } from "#lib/publish/escape-markup.ts";
import { MISSING_PAGE, pageStatus } from "#lib/publish/missing-page.ts";

const [[name, content] = ["", ""]] = Object.entries(MISSING_PAGE);
const mark = `<meta name="${name}" content="${content}"/>`;

describe("the status of a page", () => {
  it("is 404 where the page says that there is nothing at its address", () => {
    expect(pageStatus(200, `<html><head>${mark}</head></html>`)).toBe(404);
  });

  it("is not changed by a text that reads like that", () => {
    expect(pageStatus(200, `<p>${escapeMarkup(mark)}</p>`)).toBe(200);
  });

  it("stays what it is where a page has failed", () => {
    expect(pageStatus(500, mark)).toBe(500);
  });
});
