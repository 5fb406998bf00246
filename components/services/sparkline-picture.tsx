import { sparkline } from "#lib/publish/sparkline.ts";

interface SparklinePictureProps {
  /** Reports per 5 minutes over 6 hours, oldest first; null where nobody could report. */
  readonly values: readonly (number | null)[];
  /** The top of the list's one scale. */
  readonly top: number;
}

const WIDTH = 288;
const HEIGHT = 48;

/** Whether a step has reports. */
export function isReported(value: number | null): boolean {
  return value !== null && value > 0;
}

/** Without the running step, whose count is not whole and would look like a fall; one that is higher already can only grow, and stays. */
function wholeSteps(values: readonly (number | null)[]): readonly (number | null)[] {
  return (values.at(-1) ?? 0) > (values.at(-2) ?? 0) ? values : values.slice(0, -1);
}

/** The last six hours of a service, stretched to the width that it is given. Its numbers stand beside it as text; without reports there is nothing to draw. */
export function SparklinePicture({ values, top }: SparklinePictureProps) {
  const whole = wholeSteps(values);
  if (!whole.some(isReported)) return null;
  const { area, line } = sparkline(whole, top, WIDTH, HEIGHT);
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      className="block h-12 w-full border-b border-rule-strong"
    >
      <path d={area} fill="var(--ink)" fillOpacity="0.12" />
      <path d={line} fill="none" stroke="var(--ink)" strokeWidth="1.5" vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
