/** Data about the page for search engines (JSON-LD). `json` must be safe inside a script element, as `serviceDataSet` makes it. */
export function DataBlock({ json }: { json: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: React would write quotes as entities, which are not read in a script element.
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />;
}
