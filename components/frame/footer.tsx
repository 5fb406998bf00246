import type { FrameProps } from "#components/frame/masthead.tsx";

const LINKS = [
  { href: "/method", label: "Method and definitions" },
  { href: "/method/accuracy", label: "How accurate it is" },
  { href: "/docs/api", label: "Data and API" },
  { href: "/incidents", label: "All incidents" },
] as const;

/** The foot of every page: what the figures are, where they come from, and under which licence. */
export function Footer({ name, path }: FrameProps) {
  return (
    <footer className="mt-16 border-t border-ink">
      <div className="mx-auto grid max-w-6xl gap-6 px-4 py-8 text-small text-soft md:grid-cols-[2fr_1fr] md:px-6">
        <p className="max-w-[60ch]">
          {name} counts reports that people submit and compares them with what is normal for that service at that time.
          A report is one statement; it is not a count of the people affected. Data: {name},{" "}
          <a href="https://creativecommons.org/licenses/by/4.0/" rel="license">
            CC BY 4.0
          </a>
          . No cookies, no accounts, nothing loaded from third parties. The software is free (MIT licence): anyone can
          run it and check it.
        </p>
        <nav aria-label="About this site">
          <ul className="grid gap-1 md:-mt-0.5">
            {LINKS.map((link) => (
              <li key={link.href}>
                <a
                  href={link.href}
                  aria-current={link.href === path ? "page" : undefined}
                  className="inline-flex min-h-11 items-center md:min-h-6"
                >
                  {link.label}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </footer>
  );
}
