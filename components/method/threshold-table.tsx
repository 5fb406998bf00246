import type { Threshold } from "#lib/detection/threshold.ts";
import { SCAN_WINDOWS, THRESHOLDS, THRESHOLDS_VERSION } from "#lib/detection/thresholds.ts";

/** "learningDays" is "learning days". */
function nameWords(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** The detector's numbers, as the program itself reads them. */
export function ThresholdTable() {
  const rows: readonly (readonly [string, Threshold])[] = Object.entries(THRESHOLDS);
  return (
    <>
      <table className="w-full text-left">
        <caption className="sr-only">The detector's numbers, version {THRESHOLDS_VERSION}</caption>
        <thead className="border-b border-ink text-small text-soft">
          <tr>
            <th scope="col" className="py-2 pr-4 font-normal">
              Number
            </th>
            <th scope="col" className="py-2 font-normal">
              Value and what it prevents
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([key, { value, unit, meaning }]) => (
            <tr key={key} className="border-b border-rule align-top">
              <th scope="row" className="w-[38%] py-2 pr-4 font-semibold first-letter:uppercase sm:w-56">
                {nameWords(key)}
              </th>
              <td className="max-w-[68ch] py-2">
                <span className="font-semibold">
                  {value} {unit === "1" ? "" : unit}
                </span>
                <span className="block text-small text-soft">{meaning.replaceAll("`", "")}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-3 text-small text-soft">
        Version {THRESHOLDS_VERSION}. Windows of the scan: {SCAN_WINDOWS.join(", ")} minutes. Every stored verdict names
        the version that made it.
      </p>
    </>
  );
}
