"use client";

import { useEffect } from "react";
import type { StreamStatus } from "#components/live/stream.ts";

/** Short enough to stand beside the time on a phone: a line that came with hydration would move the page. */
const WORDS: Readonly<Record<StreamStatus, string>> = { waiting: "", live: "Live", lost: "Not live now" };

/** About as long as what stood there: were the note taken away, the page would move under the reader. */
const READABLE_NOW = "Newer figures can be read now. Reload this page to see them all.";

/** Corrects the note by which the edge cache said that newer figures are late or cannot be read. Not all of a page follows its stream. */
function correctStaleNote() {
  const words = document.querySelector("#stale-note > p");
  if (words !== null) words.textContent = READABLE_NOW;
}

/** Whether the figures of a page follow by themselves. */
export function StreamNote({ status }: { readonly status: StreamStatus }) {
  useEffect(() => {
    if (status === "live") correctStaleNote();
  }, [status]);
  return <span role="status">{WORDS[status]}</span>;
}
