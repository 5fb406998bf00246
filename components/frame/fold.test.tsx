import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Fold } from "#components/frame/fold.tsx";

describe("a fold", () => {
  const html = (isSection: boolean) =>
    renderToStaticMarkup(
      <Fold title="Evidence" isSection={isSection}>
        <p>Numbers</p>
      </Fold>,
    );

  it("that is a part of the page has a heading, by which it is found like the others", () => {
    expect(html(true)).toMatch(/<summary[^>]*><h2[^>]*>Evidence<\/h2>/);
    expect(html(false)).toMatch(/<summary[^>]*>Evidence</);
  });
});
