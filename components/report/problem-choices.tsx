import { FIELD_BUTTON } from "#components/frame/button-classes.ts";

const BEGAN = [
  { minutes: "", label: "just now" },
  { minutes: "10", label: "about 10 minutes ago" },
  { minutes: "30", label: "about half an hour ago" },
  { minutes: "60", label: "about an hour ago" },
  { minutes: "180", label: "about three hours ago" },
] as const;

interface ProblemChoicesProps {
  readonly problems: readonly { readonly key: string; readonly label: string }[];
}

/** The second tap: each choice is a submit button. When it began stands above them, answered already for the usual case. */
export function ProblemChoices({ problems }: ProblemChoicesProps) {
  return (
    <fieldset className="border border-t-0 border-ink px-4 pb-4 pt-3">
      <legend className="sr-only">What is the problem?</legend>
      <label className="mb-3 flex flex-wrap items-center gap-x-2 text-small text-soft">
        It began
        <select
          name="beganMinutesAgo"
          defaultValue=""
          className="min-h-11 border-b border-rule-strong bg-paper text-base text-ink"
        >
          {BEGAN.map((choice) => (
            <option key={choice.minutes} value={choice.minutes}>
              {choice.label}
            </option>
          ))}
        </select>
      </label>
      <p aria-hidden="true" className="mb-2 text-base font-semibold">
        What is the problem? A choice sends it.
      </p>
      <div className="grid grid-cols-[repeat(auto-fit,minmax(max(7.5rem,40%),1fr))] gap-2">
        {problems.map((problem) => (
          <button
            key={problem.key}
            type="submit"
            name="problem"
            value={problem.key}
            className={`min-h-12 px-3 py-2 text-left text-base leading-tight ${FIELD_BUTTON}`}
          >
            {problem.label}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
