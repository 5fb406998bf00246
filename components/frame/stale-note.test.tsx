import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { StaleNote } from "#components/frame/stale-note.tsx";
import { STALE_MARK } from "#lib/publish/stale-note.ts";

describe("the place of the note on a page's age", () => {
  it("is what the edge cache looks for", () => {
    expect(renderToStaticMarkup(<StaleNote />)).toBe(STALE_MARK);
  });
});
