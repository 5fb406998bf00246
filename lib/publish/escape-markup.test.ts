import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escapeMarkup, plainText } from "#lib/publish/escape-markup.ts";
import { parseMarkup } from "#lib/publish/testing/parse-markup.ts";
import { anyText } from "#server/testing/any-text.ts";

describe("a text in markup", () => {
  it.each([
    ["<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"],
    [`AT&T "5G" 'x'`, "AT&amp;T &quot;5G&quot; &#39;x&#39;"],
    ["safe\u202egnp.exe", "safegnp.exe"],
    ["\u0000a\u0008b\u001f", "ab"],
    ["\ud800", "\ufffd"],
    ["카카오톡 עברית", "카카오톡 עברית"],
  ])("%j becomes %j", (text, escaped) => {
    expect(escapeMarkup(text)).toBe(escaped);
  });

  it("comes back as it was, whatever it is", () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        const [element] = parseMarkup(`<p title="${escapeMarkup(text)}">${escapeMarkup(text)}</p>`);
        expect(element?.text).toBe(plainText(text));
        expect(element?.attributes.title).toBe(plainText(text));
      }),
    );
  });
});
