"use client";

import { Failure } from "#components/frame/failure.tsx";
import "./globals.css";

/** Stands in for the whole document when even its frame has failed. */
export default function GlobalError() {
  return (
    <html lang="en">
      <head>
        <title>This page cannot be shown right now</title>
      </head>
      <body>
        <main className="mx-auto max-w-6xl px-4 md:px-6">
          <Failure onRetry={() => location.reload()} />
        </main>
      </body>
    </html>
  );
}
