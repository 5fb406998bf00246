/**
 * The place where the edge cache writes how old a page is that it serves because no newer one can be had. React leaves alone
 * what stands in it, for it does not know.
 */
export function StaleNote() {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: it is empty; this is how React is told that others fill it
  return <div id="stale-note" suppressHydrationWarning dangerouslySetInnerHTML={{ __html: "" }} />;
}
