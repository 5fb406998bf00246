import { type ReactNode, useId } from "react";

interface SelectFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What a form without script sends it as. */
  readonly name?: string;
  /** A class; else as wide as its options. */
  readonly width?: string;
  /** The options. */
  readonly children: ReactNode;
}

/** A choice of one, with its label above. */
export function SelectField({ label, value, onChange, name, width = "", children }: SelectFieldProps) {
  const id = useId();
  return (
    <label htmlFor={id} className="grid min-w-0 grid-cols-1 gap-1 text-small text-soft">
      {label}
      <select
        id={id}
        name={name}
        className={`min-h-11 max-w-full border border-rule-strong bg-field px-2 text-ink ${width}`}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        {children}
      </select>
    </label>
  );
}
