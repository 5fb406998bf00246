/** A clock that is put back by less is believed at once. */
export const SLACK_MINUTES = 30;

/** Minutes that the ingest wrote down around the time that the database's clock tells. */
export interface BeatsAround {
  /** After that time. */
  readonly after: number;
  /** Of as many minutes up to that time, and SLACK_MINUTES more. */
  readonly before: number;
  /** Whether there is any from SLACK_MINUTES before that time, or from earlier. */
  readonly hasEarlier: boolean;
}

/**
 * Why minutes after now were written down: because the clock was ahead then and has been put right, or because it is behind now, as on a machine
 * without a battery for its clock until NTP has answered. Who was ahead for some time has written nothing in the same time before now. Where the
 * clock is behind, both sides are written down, or there is nothing before it.
 */
export function isClockBehind({ after, before, hasEarlier }: BeatsAround): boolean {
  return after > SLACK_MINUTES && (before > SLACK_MINUTES || !hasEarlier);
}
