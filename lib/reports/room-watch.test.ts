import { expect, it } from "vitest";
import { RoomWatch } from "#lib/reports/room-watch.ts";

it("there is no room for a minute after the last report that was refused for it", () => {
  let now = 5_000;
  const watch = new RoomWatch(() => now);
  expect(watch.isFull).toBe(false);
  watch.refused();
  now += 30_000;
  watch.refused();
  now += 59_999;
  expect(watch.isFull).toBe(true);
  now += 1;
  expect(watch.isFull).toBe(false);
});
