import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Footer } from "#components/frame/footer.tsx";
import { Masthead } from "#components/frame/masthead.tsx";

const FRAMES = [Masthead, Footer] as const;

/** Which links of head and foot are said to lead to the page itself. */
function currentOn(path: string): string[] {
  const html = FRAMES.map((Frame) => renderToStaticMarkup(<Frame name="Groundswell" path={path} />)).join("");
  return [...html.matchAll(/<a [^>]*aria-current="page"[^>]*>/g)].map(
    ([link]) => /href="([^"]*)"/.exec(link)?.[1] ?? "",
  );
}

describe("the links in head and foot of a page", () => {
  it.each([
    ["/incidents", ["/incidents", "/incidents"]],
    ["/search", ["/search"]],
    ["/method", ["/method", "/method"]],
    ["/method/accuracy", ["/method/accuracy"]],
    ["/incidents/2024-11-09-chatgpt", []],
    ["/", []],
    ["", []],
  ])("on %s say which of them leads to the page itself", (path, links) => {
    expect(currentOn(path)).toEqual(links);
  });
});
