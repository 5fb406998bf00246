import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { ShareBars } from "#components/figures/share-bars.tsx";

/** How wide each bar is, and whether a whole is drawn behind it. */
function drawn(bars: readonly (readonly [reports: number | null, percent: number | null])[]) {
  const given = bars.map(([reports, percent], index) => ({ key: `${index}`, label: "App", reports, percent }));
  const markup = renderToStaticMarkup(<ShareBars bars={given} none="None." />);
  return {
    widths: [...markup.matchAll(/width:([\d.]+)%/g)].map(([, width]) => Number(width)),
    wholes: markup.match(/bg-rule/g)?.length ?? 0,
  };
}

describe("labelled bars", () => {
  it("of shares are parts of a whole that is to be seen, so that the largest does not seem to be all", () => {
    const shares = [
      [1_818, 45],
      [1_032, 26],
      [5, 0],
    ] as const;
    expect(drawn(shares)).toEqual({ widths: [45, 26, 0], wholes: 3 });
  });

  it("of a share that rounds to none say that it is less than one in a hundred, beside its count", () => {
    const bars = [{ key: "app", label: "App", reports: 5, percent: 0 }];
    const text = renderToStaticMarkup(<ShareBars bars={bars} none="None." />).replaceAll(/<[^>]*>/g, "");
    expect(text).toBe("App&lt;1\u00a0% 5");
  });

  it("of counts are drawn against the largest, and one that is not told has none", () => {
    const counts = [
      [3_000, null],
      [750, null],
      [null, null],
    ] as const;
    expect(drawn(counts)).toEqual({ widths: [100, 25, 0], wholes: 0 });
  });
});
