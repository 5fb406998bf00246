import type { Metadata } from "next";
import { NoPage } from "#components/missing/no-page.tsx";

export const metadata: Metadata = { title: "No such page" };

export default function NotFound() {
  return <NoPage />;
}
