import { describe, expect, it } from "vitest";
import { categoryDescription, categorySentence } from "#components/services/category-words.ts";

describe("the words of a category", () => {
  it.each([
    [1, 0, "Nothing unusual in the reports about 1 service."],
    [340, 0, "Nothing unusual in the reports about 340 services."],
    [340, 1, "1 of 340 services is not normal now."],
    [1, 1, "1 of 1 service is not normal now."],
    [1_340, 2, "2 of 1,340 services are not normal now."],
  ])("of %i services, %i of them not normal, agree in number", (services, notNormal, sentence) => {
    expect(categorySentence({ services, notNormal })).toBe(sentence);
  });

  it("describe one service as one", () => {
    expect(categoryDescription({ name: "AI", services: 1 })).toBe(
      "How 1 service of the category AI is doing now, by reports of the people who use it.",
    );
    expect(categoryDescription({ name: "AI", services: 12 })).toBe(
      "How 12 services of the category AI are doing now, by reports of the people who use them.",
    );
  });
});
