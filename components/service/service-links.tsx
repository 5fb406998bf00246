import { EmbedCode } from "#components/figures/embed-code.tsx";
import type { ServiceSnapshot } from "#lib/live/snapshot.ts";

interface ServiceLinksProps {
  readonly service: ServiceSnapshot["service"];
  readonly publicUrl: string;
}

interface Link {
  readonly href: string;
  readonly label: string;
}

/** Where to go from a service: the company's own word, its family, the data. */
export function ServiceLinks({ service, publicUrl }: ServiceLinksProps) {
  const links: Link[] = [
    ...(service.statusUrl === null
      ? []
      : [{ href: service.statusUrl, label: `What ${service.name} says: its own status page` }]),
    ...(service.parent === null
      ? []
      : [{ href: `/status/${service.parent.slug}`, label: `Belongs to ${service.parent.name}` }]),
    { href: `/status/${service.slug}.png?imType=print`, label: "Chart as a picture (PNG)" },
    { href: `/status/${service.slug}.csv`, label: "Reports per minute of the last day (CSV)" },
    { href: `/api/v1/services/${service.slug}`, label: "Data of this page as JSON" },
    { href: `/status/${service.slug}/incidents.atom`, label: "Incidents as a feed (Atom)" },
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
            path={`/embed/${service.slug}`}
            shown={{}}
            title={`Reports about ${service.name}`}
          />
        </li>
      )}
    </ul>
  );
}
