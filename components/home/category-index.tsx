import type { CategorySummary } from "#lib/live/snapshot.ts";
import { formatCount } from "#lib/publish/number-words.ts";

/** The categories as a newspaper's index: every one, with how many of its services are not normal. */
export function CategoryIndex({ categories }: { categories: readonly CategorySummary[] }) {
  return (
    <ul className="gap-x-8 sm:columns-2 lg:columns-3">
      {categories.map((category) => (
        <li key={category.key} className="break-inside-avoid border-b border-rule">
          <a
            href={`/category/${category.key}`}
            className="flex min-h-11 items-center justify-between gap-3 py-2 no-underline hover:underline"
          >
            <span>{category.name}</span>
            <span className="shrink-0 text-small text-soft">
              {category.notNormal > 0 ? (
                <span className="font-semibold text-ink">{formatCount(category.notNormal)} of </span>
              ) : null}
              {formatCount(category.services)}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
