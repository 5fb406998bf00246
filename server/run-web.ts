import { once } from "node:events";
import { flushCompileCache } from "node:module";
import { setTimeout as delay } from "node:timers/promises";
import { clock } from "#lib/clock.ts";
import type { Config } from "#lib/config.ts";
import { closeDb } from "#lib/db.ts";
import { log } from "#lib/log.ts";
import { closeIngest } from "#lib/reports/batch.db.ts";
import { keepIngestBeat } from "#lib/reports/ingest-beat.job.ts";
import { openPlaces } from "#lib/reports/read-place.ts";
import { forgetSalts } from "#lib/reports/read-salts.ts";
import { answerReports, drainReports, prepareReports } from "#lib/reports/submit-report.ts";
import type { Answers } from "#server/answers.ts";
import { Front } from "#server/front.ts";
import { listen } from "#server/listen.ts";
import { type NextOrigin, startNext } from "#server/next-origin.ts";
import { untilClock } from "#server/until-clock.ts";
import { watchClock } from "#server/watch-clock.ts";
import { keepTelling } from "#server/watchdog.ts";

/** A front that cannot drain by then ends all the same: what waits was never acknowledged. */
const DRAIN_MS = 8_000;

/** The salts of days that are over go this long after they could, at the latest. */
const FORGET_SALTS_MS = 60_000;

/** Time for the reports that were waiting at the door. */
const HEAD_START_MS = 150;

/** What every page or embed asks for, kept from the start on. */
const FILES_OF_ALL = ["/fonts/inter-latin-variable.woff2", "/embed/live.js", "/embed/frame.js"];

/** One front process: serves until it is told to stop, then answers everybody who is still waiting. */
export async function runWeb(config: Config, told: AbortSignal): Promise<void> {
  await openPlaces();
  await untilClock(told);
  if (told.aborted) return;
  const stop = AbortSignal.any([told, watchClock(told)]);
  const dev = config.NODE_ENV === "development";
  const answersToCome = Promise.withResolvers<Answers>();
  const nextToCome = Promise.withResolvers<NextOrigin>();
  const front = new Front({ answers: answersToCome.promise, next: nextToCome.promise, dev });
  const beat = keepIngestBeat(() => clock().minute());
  const forgetting = setInterval(() => forgetSalts(clock().minute()), FORGET_SALTS_MS);
  await prepareReports().catch((error: unknown) => log.warn({ err: error }, "the first report will have to wait"));
  await listen(front.server, config, config.WEB_PROCESSES > 1);
  // From here on it is of use: under load it may be long until it is ready, and one that is killed until then is started again at once.
  keepTelling();
  // Reports are taken from here on: a front that was killed owes its next acknowledgement sooner than its next page. Loading
  // the rest holds up everybody for half a second, so it lets those go first who have waited for the front, however long the disk takes.
  await delay(HEAD_START_MS);
  await answerReports();
  const { createAnswers } = await import("#server/answers.ts");
  const answers = createAnswers();
  answersToCome.resolve(answers);
  const { keepWarm, pagesOfEachKind } = await import("#server/keep-warm.ts");
  const next = await startNext({ dev, publicHost: new URL(config.PUBLIC_URL).host });
  nextToCome.resolve(next);
  if (!dev) await front.warm([...(await pagesOfEachKind()), ...FILES_OF_ALL]);
  const warming = dev ? undefined : keepWarm(front, stop);
  process.send?.("ready");
  // Now, because a front that is killed has no end at which it could write it.
  flushCompileCache();
  log.info({ port: config.PORT }, "listening");
  // The signal may have come while the pages were warmed: then nobody would hear it any more.
  if (!stop.aborted) await once(stop, "abort");
  beat.stop();
  clearInterval(forgetting);
  answers.closeLive();
  await Promise.race([Promise.all([front.close(), drainReports()]), delay(DRAIN_MS)]);
  front.closeAllConnections();
  await warming;
  await next.close();
  await Promise.all([closeDb(), closeIngest()]);
}
