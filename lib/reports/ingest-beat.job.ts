import type { Minute } from "#lib/buckets/minute.ts";
import { errorLine } from "#lib/describe-error.ts";
import { sayRarely } from "#lib/log.ts";
import { ingestDb } from "#lib/reports/batch.db.ts";
import { isDiskFull } from "#lib/reports/commit.db.ts";
import { markIngestMinutes, tryRoom, unmarkIngestMinute } from "#lib/reports/ingest-minutes.db.ts";
import { roomWatch } from "#lib/reports/room-watch.ts";

const BEAT_MS = 1_000;
/** Beats further apart than this were a stop of ours: the minutes between them stay a gap. */
const LONGEST_PAUSE_MS = 30_000;

export interface IngestBeat {
  stop(): void;
}

const sayFull = sayRarely("error");

/** Notices a full disk also where nobody reports, or another front is the one that must refuse. What else fails here fails again where the minute is written. */
async function lookForRoom(): Promise<void> {
  await ingestDb()
    .transaction((transaction) => transaction.commitAfter(tryRoom(transaction)))
    .catch((error: unknown) => {
      if (!isDiskFull(error)) return;
      roomWatch.refused();
      sayFull("the disk of the database is full: reports are being refused, and no minute is written down", {
        reason: errorLine(error),
      });
    });
}

/**
 * Writes down, minute by minute, that this process can take reports and reach the database: on the connections that store them, for those
 * of the readers may all be busy, most likely when something has failed and everybody looks. The detector takes a minute that nobody wrote
 * down as unknown, never as silence. None is written down while the disk is full, and the one in which a report was refused for that is taken back.
 */
export function keepIngestBeat(minuteNow: () => Minute): IngestBeat {
  let marked: Minute | null = null;
  let takenBack: Minute | null = null;
  let lastOk = performance.now();
  let underWay = false;
  const say = sayRarely("warn");

  const takeBack = async (minute: Minute) => {
    if (minute !== marked || minute === takenBack) return;
    await ingestDb().transaction((transaction) => transaction.commitAfter(unmarkIngestMinute(transaction, minute)));
    takenBack = minute;
  };

  const mark = async (minute: Minute) => {
    if (minute === marked) return;
    await lookForRoom();
    if (roomWatch.isFull) return;
    const unbroken = performance.now() - lastOk < LONGEST_PAUSE_MS;
    const from = marked !== null && unbroken ? marked : minute;
    await ingestDb().transaction((transaction) =>
      transaction.commitAfter(markIngestMinutes(transaction, from, minute)),
    );
    marked = minute;
    lastOk = performance.now();
  };

  const beat = async () => {
    if (underWay) return;
    underWay = true;
    try {
      await (roomWatch.isFull ? takeBack : mark)(minuteNow());
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
