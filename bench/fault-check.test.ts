import { describe, expect, it } from "vitest";
import { Books } from "#bench/fault-books.ts";
import { type StoredKey, summarise, type ViolationKind, violations } from "#bench/fault-check.ts";

const sums = (reports: number) => ({ buckets: reports, reports, facets: reports });
const row = (key: string, rest: Partial<StoredKey> = {}): StoredKey => ({
  key,
  id: `id-${key}`,
  rows: 1,
  counted: 1,
  ...rest,
});

/** Books of three reports: one acknowledged, one refused, one that had no answer until its retry. */
function honestBooks(): Books {
  const books = new Books();
  books.acknowledge("taken", "id-taken");
  books.refuse("refused");
  books.lose("retried");
  books.acknowledge("retried", "id-retried");
  return books;
}
const honestRows = [row("taken"), row("retried")];

describe("books", () => {
  it.each([
    ["an acknowledged report is acknowledged, whatever came before", "acknowledged", ["lose", "refuse", "acknowledge"]],
    ["a lost attempt leaves the fate unknown, though a retry is refused", "unknown", ["lose", "refuse"]],
    ["a report whose every attempt was refused is refused", "refused", ["refuse", "refuse"]],
  ] as const)("%s", (_, fate, steps) => {
    const books = new Books();
    for (const step of steps) books[step]("key", "id");
    expect(books.fate("key")).toBe(fate);
  });

  it("count a report once, however often it is acknowledged", () => {
    const books = honestBooks();
    books.acknowledge("taken", "id-taken");
    expect(books.acknowledged).toBe(2);
  });
});

describe("the checker", () => {
  it("has nothing to say of books that agree with the database", () => {
    expect(violations(honestBooks(), honestRows, sums(2))).toEqual([]);
  });

  it.each<[string, ViolationKind, readonly StoredKey[], string]>([
    ["an acknowledged report that is gone", "acknowledged-lost", [row("retried")], "taken"],
    ["a key with two rows", "stored-twice", [row("taken"), row("retried", { rows: 2, counted: 2 })], "retried"],
    ["an answer that named another report", "another-id", [row("taken", { id: "x" }), row("retried")], "taken"],
    ["a refused report that is there", "refused-stored", [...honestRows, row("refused")], "refused"],
    ["a report that nobody sent", "never-sent", [...honestRows, row("made up")], "made up"],
    [
      "a report of a new reporter that was not counted",
      "not-counted",
      [row("taken"), row("retried", { counted: 0 })],
      "retried",
    ],
  ])("reports %s", (_, kind, rows, of) => {
    expect(violations(honestBooks(), rows, sums(2))).toEqual([{ kind, of }]);
  });

  it("reports two answers that name two reports", () => {
    const books = honestBooks();
    books.acknowledge("taken", "another id");
    expect(violations(books, honestRows, sums(2))).toEqual([{ kind: "another-id", of: "taken" }]);
  });

  it.each([[[]], [[row("open")]]])("reports what was never settled, stored or not", (rows) => {
    const books = honestBooks();
    books.lose("open");
    expect(violations(books, [...honestRows, ...rows], sums(2))).toEqual([{ kind: "unsettled", of: "open" }]);
  });

  it.each([
    [{ buckets: 1, reports: 2, facets: 2 }],
    [{ buckets: 2, reports: 2, facets: 3 }],
    [{ buckets: 2, reports: 1, facets: 2 }],
  ])("reports sums that differ: %o", (differing) => {
    expect(violations(honestBooks(), honestRows, differing).map(({ kind }) => kind)).toEqual(["sums-differ"]);
  });

  it("says how many of each kind it found", () => {
    const found = violations(honestBooks(), [row("a"), row("b")], sums(2));
    expect(summarise(found)).toBe("2 x never-sent, 2 x acknowledged-lost");
    expect(summarise([])).toBe("");
  });
});
