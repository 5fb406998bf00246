import type { StreamStatus } from "#components/live/stream.ts";

/** Short enough to stand beside the time on a phone: a line that came with hydration would move the page. */
const WORDS: Readonly<Record<StreamStatus, string>> = { waiting: "", live: "Live", lost: "Not live now" };

/** Whether the figures of a page follow by themselves. */
export function StreamNote({ status }: { readonly status: StreamStatus }) {
  return <span role="status">{WORDS[status]}</span>;
}
