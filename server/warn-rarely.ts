import { log } from "#lib/log.ts";

/** Between two warnings of one kind: what a flood is refused must not fill the log. */
const PAUSE_MS = 60_000;

/** Says in the log what is refused, once a minute at most. `nowMs` is monotonic. */
export function warnRarely(nowMs = () => performance.now()): (message: string) => void {
  let saidAt = -Infinity;
  return (message) => {
    const now = nowMs();
    if (now - saidAt < PAUSE_MS) return;
    saidAt = now;
    log.warn({}, message);
  };
}
