import { describe, expect, it } from "vitest";
import { readAnswer } from "#components/report/report-answer.ts";

describe("the answer to a report", () => {
  it("is received with the service's count", () => {
    const body = { id: "x", service: "chatgpt", minute: "2026-11-22T20:00Z", disposition: "counted", reports15: 428 };
    expect(readAnswer(202, body, 0)).toEqual({ outcome: "received", repeat: false, reports15: 428 });
  });

  it("tells a repeat", () => {
    expect(readAnswer(202, { disposition: "repeat", reports15: 3 }, 0)).toMatchObject({ repeat: true });
  });

  it("is received even when its body cannot be read, because 202 is sent after the commit", () => {
    expect(readAnswer(202, null, 0)).toEqual({ outcome: "received", repeat: false, reports15: null });
  });

  it.each([408, 429, 500, 502, 503, 504])("asks for another attempt at %i", (status) => {
    expect(readAnswer(status, { detail: "busy" }, 1_500)).toEqual({ outcome: "retry", afterMs: 1_500 });
  });

  it.each([
    [{ title: "Gone", detail: "This service is no longer watched." }, "This service is no longer watched."],
    [{ title: "Gone" }, "Gone"],
  ])("says in the server's words why it is refused: %j", (body, detail) => {
    expect(readAnswer(410, body, 0)).toEqual({ outcome: "refused", detail });
  });

  it.each([[null], ["text"], [{}], [{ detail: 7 }]])(
    "says that it is not stored when the server gives no words: %j",
    (body) => {
      expect(readAnswer(400, body, 0)).toMatchObject({
        outcome: "refused",
        detail: expect.stringContaining("not stored"),
      });
    },
  );
});
