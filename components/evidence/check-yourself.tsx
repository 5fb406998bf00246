import { CopyText } from "#components/figures/copy-text.tsx";
import { Fold } from "#components/frame/fold.tsx";
import { THRESHOLDS_VERSION } from "#lib/detection/thresholds.ts";

interface CheckYourselfProps {
  readonly incidentId: string;
  readonly publicUrl: string;
  /** The version that judged. */
  readonly thresholds: number;
}

/** Which copy of the software comes to the same to the last bit: one with the thresholds that judged. */
function copyWords(thresholds: number): string {
  if (thresholds === THRESHOLDS_VERSION) {
    return `In a copy of the software with version ${thresholds} of the thresholds, which this site runs,`;
  }
  return `Version ${thresholds} of the thresholds judged it. This site now runs version ${THRESHOLDS_VERSION}, which may judge otherwise: take a copy of the software with version ${thresholds}, CHANGELOG.md names each. There`;
}

/** How anybody can judge the incident again, from what is published. */
export function CheckYourself({ incidentId, publicUrl, thresholds }: CheckYourselfProps) {
  return (
    <Fold title="Check it yourself">
      <div className="grid max-w-[68ch] gap-3 pb-2">
        <p>
          Evidence is the logarithm of how much better a real rise explains the count of networks than chance does, as{" "}
          <a href="/method">the method</a> describes it. What each change of this incident followed from is published:{" "}
          <a href={`/api/v1/incidents/${incidentId}/evidence`}>its evidence as JSON</a>. {copyWords(thresholds)} this
          command judges it again from there, to the last bit, and compares its counts with the published series and the
          record with its events:
        </p>
        <CopyText text={`npm run replay -- --incident ${incidentId} --url ${publicUrl}`} what="Copy the command" />
      </div>
    </Fold>
  );
}
