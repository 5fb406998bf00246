"use client";

import { useState } from "react";
import { CopyText } from "#components/figures/copy-text.tsx";
import { SelectField } from "#components/figures/select-field.tsx";
import { usePrint } from "#components/print/print-choice.tsx";
import { RANGE_NAMES } from "#components/service/range-switch.tsx";
import type { ShareSubject } from "#components/share/share-subject.ts";
import { RANGE_KEYS } from "#lib/live/range.ts";
import { DEFAULT_CHOICE, type EmbedChoice, embedAddress } from "#lib/publish/embed-address.ts";
import { type EmbedPart, type EmbedTheme, PARTS } from "#lib/publish/embed-options.ts";
import { embedSnippet } from "#lib/publish/embed-snippet.ts";

const THEMES: readonly (readonly [EmbedTheme, string])[] = [
  ["auto", "As the reader's device"],
  ["light", "Light"],
  ["dark", "Dark"],
];
const PART_NAMES: Readonly<Record<EmbedPart, string>> = {
  title: "Title",
  state: "State",
  chart: "Chart",
  figures: "Figures",
  problems: "Problems named",
};

interface SelectProps<Key extends string> {
  readonly label: string;
  readonly value: Key;
  readonly options: readonly (readonly [Key, string])[];
  readonly onChange: (value: Key) => void;
}

function Select<Key extends string>({ label, value, options, onChange }: SelectProps<Key>) {
  return (
    <SelectField
      label={label}
      value={value}
      onChange={(chosen) => onChange(options.find(([key]) => key === chosen)?.[0] ?? value)}
    >
      {options.map(([key, name]) => (
        <option key={key} value={key}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}

interface CheckProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: () => void;
}

function Check({ label, checked, onChange }: CheckProps) {
  return (
    <label className="inline-flex min-h-11 items-center gap-2">
      <input type="checkbox" className="size-5 accent-current" checked={checked} onChange={onChange} />
      {label}
    </label>
  );
}

function toggled(parts: ReadonlySet<EmbedPart>, part: EmbedPart): ReadonlySet<EmbedPart> {
  const next = new Set(parts);
  if (!next.delete(part)) next.add(part);
  return next.size === 0 ? parts : next;
}

/** Builds an embed before the editor's eyes: options, what readers will see, and the code to paste. */
export function EmbedBuilder({ subject }: { readonly subject: ShareSubject }) {
  const { language, timeZone } = usePrint();
  const frozen = subject.isFrozen ? subject.asOf : null;
  const [own, setOwn] = useState<EmbedChoice>({ ...DEFAULT_CHOICE, range: subject.range, asOf: frozen });
  const choice = { ...own, language, timeZone };
  const change = (part: Partial<EmbedChoice>) => setOwn((before) => ({ ...before, ...part }));
  const address = embedAddress(subject.embedPath, choice);
  const title = `Reports of problems with ${subject.name}`;
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap gap-x-6 gap-y-3">
        <Select label="Colours" value={own.theme} options={THEMES} onChange={(theme) => change({ theme })} />
        {subject.isIncident ? null : (
          <Select
            label="Time shown"
            value={own.range}
            options={RANGE_KEYS.map((key) => [key, RANGE_NAMES[key]] as const)}
            onChange={(range) => change({ range })}
          />
        )}
      </div>
      <fieldset className="flex flex-wrap gap-x-6">
        <legend className="text-small text-soft">Shows</legend>
        {PARTS.map((part) => (
          <Check
            key={part}
            label={PART_NAMES[part]}
            checked={own.parts.has(part)}
            onChange={() => change({ parts: toggled(own.parts, part) })}
          />
        ))}
        {subject.isIncident ? (
          <Check
            label={`Frozen at ${subject.asOf}`}
            checked={own.asOf !== null}
            onChange={() => change({ asOf: own.asOf === null ? subject.asOf : null })}
          />
        ) : null}
      </fieldset>
      <iframe src={address} title={`Preview: ${title}`} className="h-[30rem] w-full border border-rule bg-paper" />
      <div className="font-mono text-small">
        <CopyText text={embedSnippet(subject.publicUrl, address, title)} what="Copy the code" />
      </div>
    </div>
  );
}
