/** Where progress is written: a terminal gets one line that changes, anything else a line per tenth. */
export interface ProgressOutput {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const WIDTH = 24;

/** Writes how far a run has come. `fraction` is 0..1; `text` says where it is. */
export function createProgress(output: ProgressOutput): (fraction: number, text: string) => void {
  let tenth = -1;
  return (fraction, text) => {
    const now = Math.floor(Math.min(Math.max(fraction, 0), 1) * 10);
    if (output.isTTY === true) {
      const filled = Math.round(Math.min(Math.max(fraction, 0), 1) * WIDTH);
      output.write(`\r\u001b[K${"█".repeat(filled)}${"░".repeat(WIDTH - filled)} ${text}${fraction >= 1 ? "\n" : ""}`);
    } else if (now > tenth) output.write(`${String(now * 10).padStart(3)} %  ${text}\n`);
    tenth = Math.max(tenth, now);
  };
}
