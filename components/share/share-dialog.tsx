"use client";

import { type ComponentType, type MouseEvent, useId, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { FIELD_BUTTON } from "#components/frame/button-classes.ts";

interface ShareDialogProps<Panel extends object> {
  readonly name: string;
  /** Where the same is on the page, as plain links: the button leads there without script. */
  readonly fallback: string;
  /** Loads what the dialog holds: with the words of six languages it is a tenth of a page's scripts, and few readers share. */
  readonly load: () => Promise<ComponentType<Panel>>;
  readonly panel: Panel;
}

/** Everything that an editor takes away, in a native dialog. */
export function ShareDialog<Panel extends object>({ name, fallback, load, panel }: ShareDialogProps<Panel>) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const [Loaded, setLoaded] = useState<ComponentType<Panel> | null>(null);
  const show = async () => {
    try {
      const loaded = await load();
      // Opened with all that it holds: what came in afterwards would move it.
      flushSync(() => setLoaded(() => loaded));
      dialog.current?.showModal();
    } catch {
      location.assign(fallback);
    }
  };
  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    void show();
  };
  // Who is about to press it waits for nothing; one who then does not has lost nothing.
  const prepare = () => void load().catch(() => undefined);
  return (
    <>
      <a
        href={fallback}
        onClick={open}
        onFocus={prepare}
        onPointerEnter={prepare}
        className={`inline-flex min-h-11 items-center px-4 no-underline ${FIELD_BUTTON}`}
      >
        Share and embed
      </a>
      <dialog
        ref={dialog}
        aria-labelledby={heading}
        className="m-auto max-h-[92dvh] w-[min(46rem,calc(100vw-1.5rem))] max-w-none overscroll-contain border-2 border-ink bg-paper p-4 text-ink backdrop:bg-[rgb(0_0_0/0.6)] sm:p-6"
      >
        <header className="mb-4 flex items-start justify-between gap-4">
          <h2 id={heading} className="text-lead">
            Share and embed: {name}
          </h2>
          <form method="dialog">
            <button type="submit" className={`min-h-11 px-3 ${FIELD_BUTTON}`}>
              Close
            </button>
          </form>
        </header>
        {Loaded === null ? null : <Loaded {...panel} />}
      </dialog>
    </>
  );
}
