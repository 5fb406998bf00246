import { Wordmark } from "#components/frame/wordmark.tsx";

const LINKS = [
  { href: "/search", label: "Search" },
  { href: "/incidents", label: "Incidents" },
  { href: "/method", label: "Method" },
] as const;

/** What head and foot of a page are told. */
export interface FrameProps {
  /** Of the instance. */
  readonly name: string;
  /** Of the page. */
  readonly path: string;
}

/** The head of every page. Its links are plain anchors: a page is one cached answer, so a full load is as quick as any router. */
export function Masthead({ name, path }: FrameProps) {
  return (
    <header className="border-b border-ink">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-x-2 px-4 py-1 md:px-6">
        <Wordmark name={name} />
        <nav aria-label="Main" className="-mx-2 flex flex-wrap md:-mx-3">
          {LINKS.map((link) => (
            <a
              key={link.href}
              href={link.href}
              aria-current={link.href === path ? "page" : undefined}
              className="flex min-h-11 items-center px-2 text-small font-medium tracking-tight no-underline hover:underline md:px-3"
            >
              {link.label}
            </a>
          ))}
        </nav>
      </div>
    </header>
  );
}
