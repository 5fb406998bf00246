import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keepStream, type StreamStatus } from "#components/live/stream.ts";

class FakeSource extends EventTarget {
  static made: FakeSource[] = [];
  readyState = 1;
  readonly path: string;
  constructor(path: string) {
    super();
    this.path = path;
    FakeSource.made.push(this);
  }
  close() {
    this.readyState = 2;
  }
  tell(name: string, data: string) {
    this.dispatchEvent(new MessageEvent(name, { data }));
  }
  fail(readyState: number) {
    this.readyState = readyState;
    this.dispatchEvent(new Event("error"));
  }
}

class FakeDocument extends EventTarget {
  hidden = false;
  turn(hidden: boolean) {
    this.hidden = hidden;
    this.dispatchEvent(new Event("visibilitychange"));
  }
}

function start() {
  const told: string[] = [];
  const statuses: StreamStatus[] = [];
  const stop = keepStream("/api/v1/live", {
    onSnapshot: (data) => told.push(`snapshot ${data}`),
    onFrame: (data) => told.push(`frame ${data}`),
    onStatus: (status) => statuses.push(status),
  });
  return { told, statuses, stop };
}

const last = () => FakeSource.made.at(-1);
let page: FakeDocument;

beforeEach(() => {
  vi.useFakeTimers();
  FakeSource.made = [];
  page = new FakeDocument();
  vi.stubGlobal("EventSource", FakeSource);
  vi.stubGlobal("document", page);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("keeping a stream", () => {
  it("hands on snapshots and frames, and is live from the first event on", () => {
    const { told, statuses } = start();
    last()?.tell("snapshot", "1");
    last()?.tell("frame", "2");
    expect(told).toEqual(["snapshot 1", "frame 2"]);
    expect(statuses).toEqual(["live", "live"]);
  });

  it("is lost when no event comes for 30 seconds, though nothing broke, and live again with the next one", () => {
    const { statuses } = start();
    last()?.tell("snapshot", "1");
    vi.advanceTimersByTime(25_000);
    last()?.tell("frame", "2");
    vi.advanceTimersByTime(29_000);
    expect(statuses).toEqual(["live", "live"]);
    vi.advanceTimersByTime(120_000);
    expect(statuses).toEqual(["live", "live", "lost"]);
    last()?.tell("frame", "3");
    expect(statuses.at(-1)).toBe("live");
  });

  it("is lost when it opens, and no event ever comes", () => {
    const { statuses } = start();
    vi.advanceTimersByTime(31_000);
    expect(statuses).toEqual(["lost"]);
  });

  it("says nothing more once it was given back", () => {
    const { statuses, stop } = start();
    last()?.tell("snapshot", "1");
    stop();
    vi.advanceTimersByTime(120_000);
    expect(statuses).toEqual(["live"]);
  });

  it("leaves it to the browser to open a broken stream again", () => {
    const { statuses } = start();
    last()?.fail(0);
    vi.advanceTimersByTime(120_000);
    expect(statuses).toEqual(["lost"]);
    expect(FakeSource.made).toHaveLength(1);
  });

  it("asks again for a refused stream after 30 to 60 seconds", () => {
    start();
    last()?.fail(2);
    vi.advanceTimersByTime(29_000);
    expect(FakeSource.made).toHaveLength(1);
    vi.advanceTimersByTime(31_000);
    expect(FakeSource.made).toHaveLength(2);
  });

  it("gives the stream back when nobody has looked for 30 seconds, and opens it at the next look", () => {
    start();
    page.turn(true);
    vi.advanceTimersByTime(31_000);
    expect(last()?.readyState).toBe(2);
    page.turn(false);
    expect(FakeSource.made).toHaveLength(2);
    expect(last()?.readyState).toBe(1);
  });

  it("keeps the stream through a short look away", () => {
    start();
    page.turn(true);
    vi.advanceTimersByTime(5_000);
    page.turn(false);
    vi.advanceTimersByTime(60_000);
    expect(FakeSource.made).toHaveLength(1);
    expect(last()?.readyState).toBe(1);
  });

  it("opens nothing while the page is loaded in the background", () => {
    page.hidden = true;
    start();
    expect(FakeSource.made).toHaveLength(0);
  });

  it("is closed, and stays closed, when the page lets go", () => {
    const { stop } = start();
    last()?.fail(2);
    stop();
    page.turn(false);
    vi.advanceTimersByTime(120_000);
    expect(FakeSource.made).toHaveLength(1);
  });
});
