import { expect, it } from "vitest";
import { failureResponse } from "#server/failure.ts";
import { renderPng } from "#server/routes/render-png.ts";

it("a picture that cannot be written is a mistake of ours, and the database is not said to be away", async () => {
  const error: unknown = await renderPng("<svg", 1).catch((reason: unknown) => reason);
  const answer = await failureResponse(error, "/status/chatgpt.png").json();
  expect(answer).toMatchObject({ status: 500, type: "/problems/internal", instance: "/status/chatgpt.png" });
});
