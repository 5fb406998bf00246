import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { ReportForm, type ReportFormProps } from "#components/report/report-form.tsx";

const PROPS: ReportFormProps = {
  service: { slug: "netflix", name: "Netflix" },
  problems: [
    { key: "playback", label: "Playback" },
    { key: "other", label: "Something else" },
  ],
  shownMs: 1_795_381_876_947.4,
  reported: null,
  asksBack: false,
  onReceived: () => undefined,
};

const html = (change: Partial<ReportFormProps> = {}) => renderToStaticMarkup(<ReportForm {...PROPS} {...change} />);

/** The hidden fields of each form, by the kind of report that it sends. */
function forms(text: string): Record<string, Record<string, string>> {
  const found = [...text.matchAll(/<form[^>]*>(.*?)<\/form>/gs)].map(([, inner]) =>
    Object.fromEntries(
      [...(inner ?? "").matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map((match) => [
        match[1],
        match[2],
      ]),
    ),
  );
  return Object.fromEntries(found.map((fields) => [fields.kind ?? "", fields]));
}

describe("the report form without script", () => {
  it("posts service, kind and the time at which the page was made", () => {
    expect(forms(html())).toEqual({
      problem: { service: "netflix", kind: "problem", shown: "1795381876947" },
      works: { service: "netflix", kind: "works", shown: "1795381876947" },
    });
    expect(html().match(/<form[^>]*>/g)).toEqual(
      Array.from({ length: 2 }, () =>
        expect.stringMatching(/action="\/api\/v1\/reports".*method="post"|method="post".*action=/),
      ),
    );
  });

  it("offers every problem as a button that sends it", () => {
    for (const { key, label } of PROPS.problems) {
      expect(html()).toMatch(new RegExp(`<button type="submit"[^>]*value="${key}"[^>]*>${label}</button>`));
    }
  });

  it("has a trap in every form that neither eye, keyboard nor screen reader meets", () => {
    const traps = html().match(/<div aria-hidden="true"[^>]*><label>[^<]*<input [^>]*name="website"[^>]*>/g) ?? [];
    expect(traps).toHaveLength(2);
    for (const trap of traps) expect(trap).toMatch(/tabindex="-1"/i);
  });

  it("asks whether it is back only where something is wrong", () => {
    expect(html()).not.toContain("It is back");
    expect(forms(html({ asksBack: true }))).toHaveProperty("back");
  });

  it("says what came of a report that was sent as a plain form", () => {
    expect(html({ reported: "counted" })).toMatch(
      /role="status"[^>]*>Thank you. Your report on Netflix has been received/,
    );
    expect(html({ reported: "repeat" })).toMatch(/role="status"[^>]*>.*not counted again/);
  });
});
