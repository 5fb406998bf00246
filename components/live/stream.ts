/** `waiting` before the first event, `live` while events come, `lost` while none come: the stream is silent, or is being opened again. */
export type StreamStatus = "waiting" | "live" | "lost";

export interface StreamHandlers {
  /** The data of a `snapshot` event: everything. */
  readonly onSnapshot: (data: string) => void;
  /** The data of a `frame` event: what has moved. */
  readonly onFrame: (data: string) => void;
  readonly onStatus: (status: StreamStatus) => void;
}

/** A tab that nobody looks at gives its stream back after this time: a network has ten of them. */
const HIDDEN_MS = 30_000;
/** A refused stream is asked for again after this time and up to as much again. */
const REFUSED_MS = 30_000;
/** An event comes every ten seconds at least. After three that did not the figures are not read any more, though the connection stands. */
const SILENCE_MS = 30_000;
const CLOSED = 2;

/**
 * Keeps a stream of ours open while the page is looked at, until the returned function is called. The browser itself
 * opens a broken stream again; one that was refused (too many of a network, database away) is asked for again here.
 */
export function keepStream(path: string, handlers: StreamHandlers): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;

  const lose = () => {
    clearTimeout(silence);
    handlers.onStatus("lost");
  };

  const awaitEvent = () => {
    clearTimeout(silence);
    silence = setTimeout(lose, SILENCE_MS);
  };

  const close = () => {
    clearTimeout(timer);
    clearTimeout(silence);
    source?.close();
    source = null;
  };

  const open = () => {
    close();
    const opened = new EventSource(path);
    source = opened;
    awaitEvent();
    const listen = (name: string, tell: (data: string) => void) =>
      opened.addEventListener(name, (event: MessageEvent<string>) => {
        awaitEvent();
        handlers.onStatus("live");
        tell(event.data);
      });
    listen("snapshot", handlers.onSnapshot);
    listen("frame", handlers.onFrame);
    opened.addEventListener("error", () => {
      lose();
      if (opened.readyState === CLOSED) timer = setTimeout(open, REFUSED_MS * (1 + Math.random()));
    });
  };

  const onVisibility = () => {
    clearTimeout(timer);
    if (document.hidden) timer = setTimeout(close, HIDDEN_MS);
    else if (source === null || source.readyState === CLOSED) open();
  };

  document.addEventListener("visibilitychange", onVisibility);
  if (!document.hidden) open();
  return () => {
    document.removeEventListener("visibilitychange", onVisibility);
    close();
  };
}
