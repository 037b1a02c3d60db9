/** Buttons and fields: every one has a name, a visible focus and at least 24 pixels. */
import { type ReactElement, type ReactNode, useEffect, useId, useState } from "react";
import { Icon, type IconName } from "./icons.tsx";

interface ButtonProps {
  readonly children?: ReactNode;
  readonly icon?: IconName;
  /** The name, where there is only an icon. */
  readonly label?: string;
  readonly kind?: "main" | "bare" | "plain";
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  /** Why it is disabled, or what it does. */
  readonly title?: string;
  readonly expanded?: boolean;
  onClick(): void;
}

export function Button(props: ButtonProps): ReactElement {
  const { children, icon, label, kind = "plain", pressed, disabled, title, expanded, onClick } = props;
  const only = children === undefined;
  return (
    <button
      type="button"
      className={`button ${kind === "plain" ? "" : kind} ${only ? "icon" : ""}`}
      aria-label={only ? label : undefined}
      aria-pressed={pressed}
      aria-expanded={expanded}
      disabled={disabled}
      title={title ?? (only ? label : undefined)}
      onClick={onClick}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
}

interface TextFieldProps extends FieldProps {
  readonly value: string;
  readonly placeholder?: string;
  readonly lines?: number;
  onChange(value: string): void;
}

/** Tells what was typed when it is left or confirmed with Enter. */
export function TextField({ label, hint, value, placeholder, lines, onChange }: TextFieldProps): ReactElement {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const shared = {
    value: text,
    placeholder,
    onBlur: () => {
      if (text !== value) onChange(text);
    },
  };
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is one of the two below
    <label className="field">
      {label}
      {lines === undefined ? (
        <input
          {...shared}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter") event.currentTarget.blur();
          }}
        />
      ) : (
        <textarea {...shared} rows={lines} onChange={(event) => setText(event.target.value)} />
      )}
      {hint && <span className="hint">{hint}</span>}
    </label>
  );
}

interface NumberFieldProps extends FieldProps {
  readonly value: number | null;
  readonly unit: string;
  readonly min?: number;
  readonly max?: number;
  readonly placeholder?: string;
  /** What the label is only for those who cannot see where the field stands. */
  readonly bare?: boolean;
  onChange(value: number | null): void;
}

/** A number with or without its unit, typed anywhere: "-14", "−14 LUFS", "1,5". Empty is null. Escape puts back. */
export function NumberField(props: NumberFieldProps): ReactElement {
  const { label, hint, value, unit, min = -Infinity, max = Infinity, placeholder, bare, onChange } = props;
  const shown = value === null ? "" : `${String(Math.round(value * 1e4) / 1e4).replace("-", "−")}`;
  const [text, setText] = useState(shown);
  const [wrong, setWrong] = useState<string | null>(null);
  const errorId = useId();
  useEffect(() => {
    setText(shown);
    setWrong(null);
  }, [shown]);
  const settle = (): void => {
    const read = readNumber(text, unit);
    if (read === undefined) {
      setWrong(`A number is needed${unit ? `, in ${unit}` : ""}.`);
      return;
    }
    if (read !== null && (read < min || read > max)) {
      setWrong(`From ${min} to ${max} ${unit}.`.replace("-", "−"));
      return;
    }
    setWrong(null);
    if (read !== value) onChange(read);
  };
  return (
    <label className="field">
      <span className={bare ? "hidden-label" : undefined}>
        {label}
        {unit && ` (${unit})`}
      </span>
      <input
        inputMode="decimal"
        className="input"
        value={text}
        placeholder={placeholder}
        aria-invalid={wrong !== null}
        aria-describedby={wrong === null ? undefined : errorId}
        onChange={(event) => setText(event.target.value)}
        onBlur={settle}
        onKeyDown={(event) => {
          if (event.key === "Enter") settle();
          if (event.key === "Escape") setText(shown);
        }}
      />
      {hint && <span className="hint">{hint}</span>}
      {wrong !== null && (
        <span className="hint red" id={errorId} role="alert">
          {wrong}
        </span>
      )}
    </label>
  );
}

/** Undefined: no number. */
export function readNumber(text: string, unit: string): number | null | undefined {
  const plain = text
    .replace(/[\u2212\u2013]/g, "-")
    .replace(/[\s\u202f\u00a0]/g, "")
    .replace(unit.replace(/\s/g, ""), "")
    .replace(",", ".");
  if (plain === "") return null;
  return /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : undefined;
}

interface ChoiceProps extends FieldProps {
  readonly value: string;
  readonly choices: readonly (readonly [value: string, label: string])[];
  onChange(value: string): void;
}

export function Choice({ label, hint, value, choices, onChange }: ChoiceProps): ReactElement {
  return (
    <label className="field">
      {label}
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        {choices.map(([each, name]) => (
          <option key={each} value={each}>
            {name}
          </option>
        ))}
      </select>
      {hint && <span className="hint">{hint}</span>}
    </label>
  );
}

interface CheckProps {
  readonly label: string;
  readonly value: boolean;
  onChange(value: boolean): void;
}

export function Check({ label, value, onChange }: CheckProps): ReactElement {
  return (
    <label className="check">
      <input type="checkbox" checked={value} onChange={(event) => onChange(event.target.checked)} />
      {label}
    </label>
  );
}
