import { isValidElement, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { RevisionList } from "#components/incidents/revision-list.tsx";
import { at } from "#lib/publish/testing/chart-fixtures.ts";
import { incidentSnapshot } from "#lib/publish/testing/snapshot-fixtures.ts";

/** The keys of the rows of a table. */
function rowKeys(node: ReactNode): (string | null)[] {
  if (Array.isArray(node)) return node.flatMap(rowKeys);
  if (!isValidElement<{ readonly children?: ReactNode }>(node)) return [];
  return node.type === "tr" ? [node.key] : rowKeys(node.props.children);
}

describe("the list of revisions", () => {
  it("leads from each change to the record as it was known then, with its figures", () => {
    const revisions = [
      { minute: at("2024-11-09T00:05Z"), kind: "opened" as const, total: 62, peak15: 62 },
      { minute: at("2024-11-09T00:22Z"), kind: "company" as const, total: 12_040, peak15: 11_900 },
    ];
    const html = renderToStaticMarkup(<RevisionList snapshot={incidentSnapshot({ revisions })} />);
    expect(html).toContain('href="/incidents/2024-11-09-chatgpt?asof=2024-11-09T00:05Z"');
    expect(html.replaceAll(/<[^>]+>/g, " ")).toMatch(/Opened\s+62\s+62\s.*company's words|company&#x27;s words/s);
    expect(html).toContain("12,040");
  });

  it("keeps two changes of one kind and minute apart", () => {
    const said = { minute: at("2024-11-09T00:22Z"), kind: "company" as const, total: 12_040, peak15: 11_900 };
    const [, ...keys] = rowKeys(RevisionList({ snapshot: incidentSnapshot({ revisions: [said, said] }) }));
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(2);
  });

  it("explains a peak that is larger than the total, and nothing where there is none", () => {
    const text = (peak15: number) => {
      const revisions = [{ minute: at("2024-11-09T00:05Z"), kind: "opened" as const, total: 30, peak15 }];
      return renderToStaticMarkup(<RevisionList snapshot={incidentSnapshot({ revisions })} />);
    };
    expect(text(40)).toContain("holds reports from before it, and can be larger than the total");
    expect(text(30)).not.toContain("larger than the total");
  });

  it("leads nowhere from a correction whose minute has not begun: its address is not there yet", () => {
    const settled = at("2024-11-09T00:41Z");
    const change = (minute: string) => ({ minute: at(minute), kind: "corrected" as const, total: 62, peak15: 62 });
    const revisions = [change("2024-11-09T00:41Z"), change("2024-11-09T00:42Z")];
    const html = renderToStaticMarkup(<RevisionList snapshot={incidentSnapshot({ revisions, settled })} />);
    expect(html).toContain("?asof=2024-11-09T00:41Z");
    expect(html).not.toContain("?asof=2024-11-09T00:42Z");
    expect(html).toContain("00:42");
  });
});
