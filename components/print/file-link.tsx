"use client";

import { usePrint } from "#components/print/print-choice.tsx";
import { printedAddress } from "#components/print/printed-address.ts";

interface FileLinkProps {
  readonly address: string;
  readonly label: string;
}

/** A picture or data file in the language and time zone that are chosen beside it. */
export function FileLink({ address, label }: FileLinkProps) {
  return (
    <a href={printedAddress(address, usePrint())} className="inline-flex min-h-11 items-center">
      {label}
    </a>
  );
}
