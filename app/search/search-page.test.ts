import { expect, it } from "vitest";
import { generateMetadata } from "#app/search/page.tsx";

const metadataOf = (query: Record<string, string>) => generateMetadata({ searchParams: Promise.resolve(query) });

it("names a search in its title, and not in previews of links, which anybody can make", async () => {
  expect(await metadataOf({ q: " my bank " })).toMatchObject({
    title: "Search: my bank",
    openGraph: { title: "Search" },
    robots: { index: false },
  });
  expect(await metadataOf({})).toMatchObject({ title: "Search" });
});
