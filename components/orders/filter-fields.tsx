import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

export interface Choice {
  readonly value: string;
  readonly label: string;
}

interface ChoicesProps {
  readonly name: string;
  readonly legend: string;
  readonly choices: readonly Choice[];
  readonly chosen: readonly string[];
}

/** Any of several: boxes to tick, in a list that scrolls when it is long. */
export function Choices({ name, legend, choices, chosen }: ChoicesProps) {
  const t = useTranslations("orders.filter");
  return (
    <fieldset className="min-w-0">
      <Legend>{legend}</Legend>
      {choices.length === 0 ? (
        <p className="text-ink-faint text-xs">{t("noChoice")}</p>
      ) : (
        <ul className="max-h-44 overflow-y-auto rounded border py-1">
          {choices.map(({ value, label }) => (
            <li key={value}>
              <label className="flex min-h-7 cursor-pointer items-center gap-2 px-2 text-sm hover:bg-hover">
                <input
                  type="checkbox"
                  name={name}
                  value={value}
                  defaultChecked={chosen.includes(value)}
                  className="size-4 shrink-0 accent-accent-solid"
                />
                <bdi className="min-w-0 truncate" title={label}>
                  {label}
                </bdi>
              </label>
            </li>
          ))}
        </ul>
      )}
    </fieldset>
  );
}

interface OneOfProps {
  readonly name: string;
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly chosen: string | undefined;
  /** What stands for none of them; left out where one always holds. */
  readonly none?: string;
}

/** One of several, or none. */
export function OneOf({ name, label, choices, chosen, none }: OneOfProps) {
  return (
    <label className="grid gap-1">
      <FieldName>{label}</FieldName>
      <select name={name} defaultValue={chosen ?? ""} className={FIELD}>
        {none !== undefined && <option value="">{none}</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </label>
  );
}

interface TextFieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: string | undefined;
  readonly type?: "text" | "date";
  readonly isDecimal?: boolean;
  readonly describedBy?: string;
}

export function TextField({
  name,
  label,
  value,
  type = "text",
  isDecimal = false,
  describedBy,
}: TextFieldProps) {
  return (
    <label className="grid min-w-0 gap-1">
      <FieldName>{label}</FieldName>
      <input
        type={type}
        name={name}
        defaultValue={value}
        inputMode={isDecimal ? "decimal" : undefined}
        autoComplete="off"
        spellCheck={false}
        aria-describedby={describedBy}
        className={FIELD}
      />
    </label>
  );
}

export function Hint({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  return (
    <p id={id} className="text-ink-faint text-xs">
      {children}
    </p>
  );
}

export function Legend({ children }: { readonly children: ReactNode }) {
  return <legend className="mb-1 font-medium text-ink-soft text-xs">{children}</legend>;
}

function FieldName({ children }: { readonly children: ReactNode }) {
  return <span className="font-medium text-ink-soft text-xs">{children}</span>;
}

const FIELD =
  "h-8 w-full min-w-0 rounded border border-line-control bg-surface px-2 text-sm text-ink pointer-coarse:h-10 pointer-coarse:text-lg";
