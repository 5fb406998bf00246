interface Definition {
  readonly term: string;
  readonly text: string;
}

/** Terms with their definitions, one below the other. */
export function Definitions({ items }: { items: readonly Definition[] }) {
  return (
    <dl>
      {items.map(({ term, text }) => (
        <div key={term} className="grid gap-x-8 border-b border-rule py-3 sm:grid-cols-[14rem_minmax(0,1fr)]">
          <dt className="font-semibold">{term}</dt>
          <dd className="max-w-[68ch]">{text}</dd>
        </div>
      ))}
    </dl>
  );
}
