const LIMITS = [
  "A report is one statement. It is not a user, a customer or a person affected: one outage can affect millions who never report it, and people report what is broken at their end too.",
  "The highest count of two services cannot be compared as the size of two outages: some services have an audience that reports more readily.",
  "A small count is not a small outage. Where access itself is cut, people cannot reach us.",
  "People name the company that they see. When a network or a cloud fails, services that run on it are reported although they work, and the other way round.",
  "Talk about an outage raises reports of services that work. The detector asks for more evidence then, and can still be wrong.",
  "An attacker who commands thousands of household connections cannot be told from a crowd. Diversity of networks makes it expensive, not impossible.",
  "What could not be sent while we took no reports comes in at once when we do again. The counts of the minutes right after such a gap can be too high, and with them a peak. Charts are broken where the gap was.",
  "Places are those that reporters choose or that a network's address suggests. Both can be wrong.",
  "A state is a judgement on reports, not a measurement of the service. What the company itself says stands on its own status page, which every service links to where it has one.",
] as const;

/** What the figures must not be used for. */
export function LimitList() {
  return (
    <ul className="grid max-w-[68ch] list-disc gap-2 pl-5">
      {LIMITS.map((limit) => (
        <li key={limit}>{limit}</li>
      ))}
    </ul>
  );
}
