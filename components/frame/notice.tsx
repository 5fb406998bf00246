import type { ReactNode } from "react";

interface NoticeProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** A page that has only something to say: what happened, and what to do. */
export function Notice({ title, children }: NoticeProps) {
  return (
    <div className="grid grid-cols-1 gap-6 py-12">
      <h1 className="max-w-[24ch] text-head md:text-display">{title}</h1>
      {children}
    </div>
  );
}
