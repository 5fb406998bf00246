interface MethodContentsProps {
  readonly parts: readonly { readonly id: string; readonly title: string }[];
}

/** The parts of a long page, to jump to. */
export function MethodContents({ parts }: MethodContentsProps) {
  return (
    <nav aria-label="On this page">
      <ul className="gap-x-8 border-t border-rule text-small sm:columns-2 lg:columns-3">
        {parts.map(({ id, title }) => (
          <li key={id} className="break-inside-avoid border-b border-rule">
            <a href={`#${id}`} className="flex min-h-11 items-center no-underline hover:underline">
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
