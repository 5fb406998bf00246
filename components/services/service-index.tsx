import type { ServiceSummary } from "#lib/live/snapshot.ts";
import { formatCount } from "#lib/publish/number-words.ts";

/** Services that need no row of their own: name and reports of the last 15 minutes, in columns by name. */
export function ServiceIndex({ services }: { services: readonly ServiceSummary[] }) {
  const byName = services.toSorted((left, right) => left.name.localeCompare(right.name, "en"));
  return (
    <ul className="gap-x-8 sm:columns-2 lg:columns-3">
      {byName.map((service) => (
        <li key={service.slug} className="break-inside-avoid border-b border-rule">
          <a
            href={`/status/${service.slug}`}
            className="flex min-h-11 items-center justify-between gap-3 py-2 no-underline hover:underline"
          >
            <span>{service.name}</span>
            <span className="shrink-0 text-small text-soft">{formatCount(service.reports15)}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
