import { CopyText } from "#components/figures/copy-text.tsx";
import { Fold } from "#components/frame/fold.tsx";

interface CheckYourselfProps {
  readonly incidentId: string;
  readonly publicUrl: string;
  readonly thresholds: number;
}

/** How anybody can judge the incident again, from what is published. */
export function CheckYourself({ incidentId, publicUrl, thresholds }: CheckYourselfProps) {
  return (
    <Fold title="Check it yourself">
      <div className="grid max-w-[68ch] gap-3 pb-2">
        <p>
          Evidence is the logarithm of how much better a real rise explains the count of networks than chance does, as{" "}
          <a href="/method">the method</a> describes it. What each change of this incident followed from is published:{" "}
          <a href={`/api/v1/incidents/${incidentId}/evidence`}>its evidence as JSON</a>. In a copy of the software this
          command judges it again from there, and compares to the last bit (thresholds version {thresholds}):
        </p>
        <CopyText text={`npm run replay -- --incident ${incidentId} --url ${publicUrl}`} what="Copy the command" />
      </div>
    </Fold>
  );
}
