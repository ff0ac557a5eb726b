import { useTimeZone, useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import type { CaptureDays } from "@/lib/domain/capture-query";
import { type AskedDays, PAYOUT_RANGES } from "@/lib/domain/payout-query";
import { Button } from "../ui/button";
import { Pills } from "../ui/pills";

interface ControlsProps {
  /** Where the form leads: the page itself. */
  readonly action: string;
  readonly query: AskedDays;
  readonly days: CaptureDays;
  /** The page's address under other days. */
  readonly hrefOf: (days: AskedDays) => string;
  /** What else the address says, as far as no field of the form does. */
  readonly kept: URLSearchParams;
  /** Whose day counts, as a sentence. */
  readonly rule: string;
  /** Choices by links, above the form. */
  readonly pills?: ReactNode;
  /** Fields of the form, besides the days. */
  readonly fields?: ReactNode;
}

export const FIELD =
  "h-8 w-full min-w-0 rounded border border-line-control bg-surface px-2 text-sm text-ink pointer-coarse:h-10 pointer-coarse:text-lg";
export const NO_DAYS = { last: undefined, from: undefined, to: undefined } as const;

/** Which days, and what of them: links and a form of the browser's own, which work without a script. */
export function Controls({ action, query, days, hrefOf, kept, rule, pills, fields }: ControlsProps) {
  const t = useTranslations("payouts");
  const zone = useTimeZone() ?? "UTC";
  const id = useId();
  return (
    <div className="grid gap-3 rounded-lg border bg-surface px-4 py-3 print:hidden">
      <Pills
        label={t("range.label")}
        choices={PAYOUT_RANGES.map((last) => ({
          name: t(`range.${last}`),
          href: hrefOf({ ...NO_DAYS, last }),
          isOn: query.last === last,
        }))}
      />
      {pills}
      <form
        action={action}
        aria-label={t("filter.label")}
        className="flex flex-wrap items-end gap-x-3 gap-y-2.5"
      >
        {[...kept].map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {(["from", "to"] as const).map((name) => (
          <Labelled key={name} id={`${id}-${name}`} label={t(`filter.${name}`)}>
            <input
              id={`${id}-${name}`}
              type="date"
              name={name}
              defaultValue={query[name] ?? days[name]}
              aria-describedby={`${id}-rule`}
              className={FIELD}
            />
          </Labelled>
        ))}
        {fields}
        <Button type="submit">{t("filter.submit")}</Button>
        <p id={`${id}-rule`} className="basis-full text-ink-faint text-xs">
          {t("filter.zone", { zone })} {rule}
        </p>
      </form>
    </div>
  );
}

interface LabelledProps {
  readonly id: string;
  readonly label: string;
  readonly children: ReactNode;
}

export function Labelled({ id, label, children }: LabelledProps) {
  return (
    <div className="grid w-36 min-w-0 gap-1">
      <label htmlFor={id} className="truncate font-medium text-ink-soft text-xs">
        {label}
      </label>
      {children}
    </div>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly any: string;
  readonly chosen: string | undefined;
  readonly choices: readonly { readonly value: string; readonly word: string }[];
}

/** One of several by a list, or any of them. */
export function Choice({ name, label, any, chosen, choices }: ChoiceProps) {
  const id = useId();
  return (
    <Labelled id={id} label={label}>
      <select id={id} name={name} defaultValue={chosen ?? ""} className={FIELD}>
        <option value="">{any}</option>
        {choices.map(({ value, word }) => (
          <option key={value} value={value}>
            {word}
          </option>
        ))}
      </select>
    </Labelled>
  );
}
