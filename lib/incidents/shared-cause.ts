import type { Riser } from "#lib/incidents/together.ts";

/** Services that failed at once, and one whose own reports rose with them and that all of them may rest on. */
export interface SharedCause {
  readonly kind: "carrier" | "parent";
  readonly supplier: Riser;
  /** In the order in which they began. */
  readonly services: readonly Riser[];
}

/** Minutes between the beginnings of the supplier's rise and its customers': what fails with a supplier fails at once. */
const CAUSE_WITHIN = 30;
const LEAST_CUSTOMERS = 3;
const LEAST_CATEGORIES = 2;
const LEAST_CHILDREN = 2;

function isNear(supplier: Riser, other: Riser): boolean {
  return Math.abs(other.began - supplier.began) <= CAUSE_WITHIN;
}

/** One of each family: a company with five services is one customer. */
function families(services: readonly Riser[]): number {
  return new Set(services.map(({ kin }) => kin.parentId ?? kin.id)).size;
}

function byBeginning(services: readonly Riser[]): Riser[] {
  return [...services].sort((a, b) => a.began - b.began || b.peak15 - a.peak15);
}

/** Services of several kinds and families in an outage, beside a cloud that rises too. One kind alone shares much else. */
function carrierCause(supplier: Riser, failing: readonly Riser[]): SharedCause | null {
  if (supplier.kin.category !== "cloud") return null;
  const { id, parentId } = supplier.kin;
  const customers = failing.filter(({ kin }) => kin.category !== "cloud" && kin.parentId !== id && kin.id !== parentId);
  const categories = new Set(customers.map(({ kin }) => kin.category)).size;
  if (families(customers) < LEAST_CUSTOMERS || categories < LEAST_CATEGORIES) return null;
  return { kind: "carrier", supplier, services: byBeginning(customers) };
}

/** Several services of one parent in an outage, beside a parent that rises too. */
function parentCause(supplier: Riser, failing: readonly Riser[]): SharedCause | null {
  const children = failing.filter(({ kin }) => kin.parentId === supplier.kin.id);
  if (children.length < LEAST_CHILDREN) return null;
  return { kind: "parent", supplier, services: byBeginning(children) };
}

/**
 * Suppliers that several failing services may have in common, those with the most services first. Possible causes: the catalogue
 * does not know who runs on what, and reports cannot tell. A supplier whose own reports do not rise is never named, nor one
 * that would explain another one already named: a cloud's parent beside the cloud.
 */
export function possibleCauses(risers: readonly Riser[]): SharedCause[] {
  const causes = risers
    .flatMap((supplier) => {
      const failing = risers.filter(
        (other) => other.kin.id !== supplier.kin.id && other.state === "outage" && isNear(supplier, other),
      );
      return parentCause(supplier, failing) ?? carrierCause(supplier, failing) ?? [];
    })
    .sort((a, b) => b.services.length - a.services.length);
  const isNamed = (riser: Riser, before: readonly SharedCause[]) =>
    before.some(({ supplier }) => supplier.kin.id === riser.kin.id);
  return causes.filter(({ services }, i) => !services.some((service) => isNamed(service, causes.slice(0, i))));
}
