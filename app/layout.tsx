import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { preload } from "react-dom";
import { Footer } from "#components/frame/footer.tsx";
import { Masthead } from "#components/frame/masthead.tsx";
import { ModeBanner } from "#components/frame/mode-banner.tsx";
import { StaleNote } from "#components/frame/stale-note.tsx";
import { ASKED_PATH } from "#lib/asked-path.ts";
import { config } from "#lib/config.ts";
import "./globals.css";

/** Every page depends on the environment of the running instance (its mode, its address): none is made at build time. */
export const dynamic = "force-dynamic";

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f7f7f4" },
    { media: "(prefers-color-scheme: dark)", color: "#14161a" },
  ],
};

export function generateMetadata(): Metadata {
  const { INSTANCE_NAME, PUBLIC_URL } = config();
  return {
    metadataBase: new URL(PUBLIC_URL),
    title: { default: INSTANCE_NAME, template: `%s | ${INSTANCE_NAME}` },
    icons: { icon: { url: "/favicon.svg", type: "image/svg+xml" } },
    manifest: "/manifest.webmanifest",
  };
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const { INSTANCE_NAME, INSTANCE_MODE } = config();
  preload("/fonts/inter-latin-variable.woff2", { as: "font", type: "font/woff2", crossOrigin: "anonymous" });
  const path = (await headers()).get(ASKED_PATH) ?? "";
  return (
    <html lang="en">
      <body className="flex min-h-dvh flex-col">
        <a
          href="#main"
          className="sr-only focus:not-sr-only focus:absolute focus:left-4 focus:top-2 focus:bg-ink focus:px-4 focus:py-2 focus:text-paper"
        >
          Skip to the content
        </a>
        <ModeBanner mode={INSTANCE_MODE} />
        <StaleNote />
        <Masthead name={INSTANCE_NAME} path={path} />
        <main id="main" className="mx-auto w-full max-w-6xl grow px-4 md:px-6">
          {children}
        </main>
        <Footer name={INSTANCE_NAME} path={path} />
      </body>
    </html>
  );
}
