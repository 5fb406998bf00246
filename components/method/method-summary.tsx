import { THRESHOLDS } from "#lib/detection/thresholds.ts";

/** The method in a page's first paragraphs. */
export function MethodSummary() {
  return (
    <div className="grid max-w-[68ch] gap-4">
      <h1 className="text-head md:text-display">Method and definitions</h1>
      <p className="text-lead">
        People who meet a problem with a service press a button. The reports are counted per service and minute, and
        compared with what is normal for that service at that time of the day and week.
      </p>
      <p>
        What is normal is learned from the last {THRESHOLDS.learningDays.value} days, into which outages enter clipped:
        a level, a shape of the day, weekdays and weekends, for the whole service and for each of its larger countries
        by their own clocks. The detector looks at windows of several lengths that end now, and asks how surprising the
        count of different networks in them is. Above one limit the state is possible problems, above a higher one it is
        problems. Counting networks instead of reports keeps one loud room from looking like a crowd; many reports from
        few networks are shown as unconfirmed and open no incident.
      </p>
      <p>
        Every change of an incident is stored with its evidence and its reason in words, so that anyone can compute it
        again. All data per minute is open, without a key, under CC BY 4.0: see <a href="/docs/api">data and API</a>.
        How often the detector is right, how late and how often wrong, is on{" "}
        <a href="/method/accuracy">its scorecard</a>.
      </p>
    </div>
  );
}
