import { describe, expect, it } from "vitest";
import { drawableName } from "#lib/publish/drawable-name.ts";

describe("a name in a picture", () => {
  it.each([
    ["ChatGPT", "ChatGPT"],
    ["AT&T", "AT&T"],
    ["Связь Τηλέφωνο", "Связь Τηλέφωνο"],
    ["Crédit Agricole – n° 1 €", "Crédit Agricole – n° 1 €"],
    ["LINE（ライン）", "LINE"],
    ["LINE (ライン)", "LINE"],
    ["ニコニコ動画", "niconico"],
    ["楽天 1", "niconico"],
    ["بنك", "niconico"],
    ["🔥🔥", "niconico"],
    ["", ""],
  ])("%s is drawn as %s", (name, drawn) => {
    expect(drawableName(name, "niconico")).toBe(drawn);
  });
});
