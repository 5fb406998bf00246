import { describe, expect, it } from "vitest";
import { Watchdog } from "#server/watchdog.ts";

/** Looks each second up to `to`, as the supervisor does. */
function lookUntil(dog: Watchdog, from: number, to: number): string[] {
  let hung: string[] = [];
  for (let now = from; now <= to; now += 1_000) hung = dog.look(now);
  return hung;
}

describe("the watchdog", () => {
  it("names who has said nothing for longer than the time given, and nobody before", () => {
    const dog = new Watchdog(20_000, 0);
    dog.hear("worker", 500);
    dog.hear("front", 500);
    expect(lookUntil(dog, 1_000, 15_000)).toEqual([]);
    dog.hear("front", 15_100);
    expect(lookUntil(dog, 16_000, 20_000)).toEqual([]);
    expect(dog.look(21_000)).toEqual(["worker"]);
    expect(lookUntil(dog, 22_000, 36_000)).toEqual(["worker", "front"]);
  });

  it("leaves who has not said anything yet, or has ended, in peace", () => {
    const dog = new Watchdog(20_000, 0);
    dog.hear("worker", 0);
    dog.forget("worker");
    expect(lookUntil(dog, 1_000, 100_000)).toEqual([]);
    dog.hear("worker", 100_500);
    expect(lookUntil(dog, 101_000, 121_000)).toEqual(["worker"]);
  });

  it("gives everybody the whole time again when it stood still itself", () => {
    const dog = new Watchdog(20_000, 0);
    dog.hear("worker", 0);
    expect(dog.look(3_600_000)).toEqual([]);
    expect(lookUntil(dog, 3_601_000, 3_620_000)).toEqual([]);
    expect(dog.look(3_621_000)).toEqual(["worker"]);
  });
});
