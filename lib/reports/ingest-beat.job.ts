import type { Minute } from "#lib/buckets/minute.ts";
import { errorLine } from "#lib/describe-error.ts";
import { sayRarely } from "#lib/log.ts";
import { ingestDb } from "#lib/reports/batch.db.ts";
import { markIngestMinutes } from "#lib/reports/ingest-minutes.db.ts";
import { roomWatch } from "#lib/reports/room-watch.ts";

const BEAT_MS = 1_000;
/** Beats further apart than this were a stop of ours: the minutes between them stay a gap. */
const LONGEST_PAUSE_MS = 30_000;

export interface IngestBeat {
  stop(): void;
}

/**
 * Writes down, minute by minute, that this process can take reports and reach the database: on the connections that store them, for those
 * of the readers may all be busy, most likely when something has failed and everybody looks. The detector takes a minute that nobody wrote
 * down as unknown, never as silence.
 */
export function keepIngestBeat(minuteNow: () => Minute): IngestBeat {
  let marked: Minute | null = null;
  let lastOk = performance.now();
  let underWay = false;
  const say = sayRarely("warn");

  const beat = async () => {
    const minute = minuteNow();
    if (underWay || minute === marked || roomWatch.isFull) return;
    underWay = true;
    try {
      const unbroken = performance.now() - lastOk < LONGEST_PAUSE_MS;
      const from = marked !== null && unbroken ? marked : minute;
      await ingestDb().transaction((transaction) =>
        transaction.commitAfter(markIngestMinutes(transaction, from, minute)),
      );
      marked = minute;
      lastOk = performance.now();
    } catch (error) {
      say("the database cannot be reached: reports are being refused", { reason: errorLine(error) });
    } finally {
      underWay = false;
    }
  };
  void beat();
  const timer = setInterval(() => void beat(), BEAT_MS);
  return { stop: () => clearInterval(timer) };
}
