import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { searchText } from "#lib/catalog/search-text.ts";
import { anyText } from "#server/testing/any-text.ts";

const someText = fc.oneof(fc.string({ unit: "grapheme" }), anyText(), fc.string());

describe("searchText", () => {
  it.each([
    ["AT&T", "at and t"],
    ["at & t", "at and t"],
    ["T-Mobile", "tmobile"],
    ["Disney+", "disney plus"],
    ["Lowe's", "lowes"],
    ["Lowe’s", "lowes"],
    ["  Bank   of\tAmerica ", "bank of america"],
    ["Żabka", "zabka"],
    ["İş Bankası", "is bankasi"],
    ["Société Générale", "societe generale"],
    ["Straße", "strasse"],
    ["Ørsted", "orsted"],
    ["Yahoo!", "yahoo"],
    ["tado°", "tado"],
    ["ＮＴＴ", "ntt"],
    ["twitter.com", "twittercom"],
    ["카카오톡", "카카오톡"],
    ["Київстар", "киівстар"],
    ["微信", "微信"],
    ["!?…", ""],
    ["", ""],
  ])("reads %j as %j", (text, expected) => {
    expect(searchText(text)).toBe(expected);
  });

  it("is itself for what it has made", () => {
    fc.assert(fc.property(someText, (text) => searchText(searchText(text)) === searchText(text)));
  });

  it("leaves words of letters and digits with single spaces between, and nothing that LIKE would read as a pattern", () => {
    fc.assert(
      fc.property(someText, (text) => {
        expect(searchText(text)).toMatch(/^([\p{L}\p{N}]+( [\p{L}\p{N}]+)*)?$/u);
      }),
    );
  });

  it("does not see how a letter was put together", () => {
    fc.assert(fc.property(someText, (text) => searchText(text.normalize("NFD")) === searchText(text.normalize("NFC"))));
  });

  it("does not see capitals of the Latin alphabet", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z &+.-]*$/), (text) => searchText(text.toUpperCase()) === searchText(text)),
    );
  });
});
