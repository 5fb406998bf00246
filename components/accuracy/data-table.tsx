import type { ReactNode } from "react";

interface DataTableProps {
  /** Said by screen readers before the rows. */
  readonly caption: string;
  /** The first column names the row; the others are numbers. */
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly key: string;
    readonly name: ReactNode;
    readonly cells: readonly string[];
    /** Set apart from the others. */
    readonly strong: boolean;
  }[];
}

/** As many columns fit on a phone. */
const PHONE_COLUMNS = 3;

/** A table of numbers that a narrow screen may scroll; the names of the rows stay in sight. */
export function DataTable({ caption, columns, rows }: DataTableProps) {
  const [first, ...others] = columns;
  return (
    <>
      {columns.length > PHONE_COLUMNS ? (
        <p className="text-small text-soft md:hidden">More columns stand to the right: the table scrolls sideways.</p>
      ) : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <section className="overflow-x-auto" aria-label={caption} tabIndex={0}>
        <table className="w-full text-left">
          <caption className="sr-only">{caption}</caption>
          <thead className="border-b border-ink align-bottom text-small text-soft">
            <tr>
              <th scope="col" className="sticky left-0 bg-paper py-2 pr-4 font-normal">
                {first}
              </th>
              {others.map((column) => (
                <th key={column} scope="col" className="min-w-24 py-2 pl-4 text-right font-normal">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, name, cells, strong }) => (
              <tr key={key} className={`border-b border-rule align-top ${strong ? "font-semibold" : "font-normal"}`}>
                <th scope="row" className="sticky left-0 min-w-36 bg-paper py-2 pr-4" style={{ fontWeight: "inherit" }}>
                  {name}
                </th>
                {cells.map((cell, i) => (
                  <td key={others[i]} className="py-2 pl-4 text-right">
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
