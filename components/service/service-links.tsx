import { EmbedCode } from "#components/figures/embed-code.tsx";
import { RANGE_NAMES } from "#components/service/range-switch.tsx";
import { fileOfView } from "#components/share/share-subject.ts";
import type { RangeKey } from "#lib/live/range.ts";
import type { ServiceSnapshot } from "#lib/live/snapshot.ts";
import { viewOf } from "#lib/publish/embed-address.ts";

interface ServiceLinksProps {
  readonly service: ServiceSnapshot["service"];
  /** Of the page: what is taken away shows the same. */
  readonly range: RangeKey;
  readonly publicUrl: string;
}

interface Link {
  readonly href: string;
  readonly label: string;
}

/** Where to go from a service: the company's own word, its family, the data. */
export function ServiceLinks({ service, range, publicUrl }: ServiceLinksProps) {
  const [path, view] = [`/status/${service.slug}`, viewOf({ range })];
  const links: Link[] = [
    ...(service.statusUrl === null
      ? []
      : [{ href: service.statusUrl, label: `What ${service.name} says: its own status page` }]),
    ...(service.parent === null
      ? []
      : [{ href: `/status/${service.parent.slug}`, label: `Belongs to ${service.parent.name}` }]),
    { href: fileOfView(path, view, "png", "imType=print"), label: "Chart as a picture (PNG)" },
    { href: fileOfView(path, view, "csv"), label: `Reports per minute, ${RANGE_NAMES[range]} (CSV)` },
    { href: `/api/v1/services/${service.slug}${view}`, label: "Data of this page as JSON" },
    { href: `${path}/incidents.atom`, label: "Incidents as a feed (Atom)" },
  ];
  return (
    <ul className="border-t border-rule text-small">
      {links.map((link) => (
        <li key={link.href} className="border-b border-rule">
          <a
            href={link.href}
            rel={link.href.startsWith("/") ? undefined : "noopener nofollow"}
            className="flex min-h-11 items-center py-2"
          >
            {link.label}
          </a>
        </li>
      ))}
      {service.retired ? null : (
        <li className="border-b border-rule">
          <EmbedCode
            publicUrl={publicUrl}
            address={`/embed/${service.slug}${view}`}
            title={`Reports about ${service.name}`}
          />
        </li>
      )}
    </ul>
  );
}
