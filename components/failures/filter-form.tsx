import { useTimeZone, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import {
  type DayRange,
  FAILURE_GROUPS,
  FAILURE_RANGES,
  type FailureFilter,
  failuresHref,
} from "@/lib/domain/failure-filter";
import { NONE, WHO } from "@/lib/domain/order-filter-words";
import { Button } from "../ui/button";
import { ButtonLink } from "../ui/button-link";
import { Pills } from "../ui/pills";
import { useGroupName } from "./failure-words";

interface FilterFormProps {
  readonly filter: FailureFilter;
  readonly days: DayRange;
  /** The values that orders have. */
  readonly held: Readonly<Record<"method" | "brand" | "store", readonly string[]>>;
}

const FIELD =
  "h-8 w-full min-w-0 rounded border border-line-control bg-surface px-2 text-sm text-ink pointer-coarse:h-10 pointer-coarse:text-lg";
const NO_DAYS = { range: undefined, from: undefined, to: undefined } as const;

/** Which failures, counted by what. Links and a form of the browser's own, which work without a script. */
export function FilterForm({ filter, days, held }: FilterFormProps) {
  const t = useTranslations("failures");
  const zone = useTimeZone() ?? "UTC";
  const nameOf = useGroupName();
  const isNarrowed = [filter.who, filter.method, filter.brand, filter.store].some(
    (value) => value !== undefined,
  );
  const { range, from, to, group } = filter;
  return (
    <div className="grid gap-3 rounded-lg border bg-surface px-4 py-3">
      <Pills
        label={t("range.label")}
        choices={FAILURE_RANGES.map((name) => ({
          name: t(`range.${name}`),
          href: failuresHref({ ...filter, ...NO_DAYS, range: name }),
          isOn: range === name,
        }))}
      />
      <Pills
        label={t("group.label")}
        choices={FAILURE_GROUPS.map((name) => ({
          name: t(`group.${name}`),
          href: failuresHref({ ...filter, group: name }),
          isOn: group === name,
        }))}
      />
      <form
        action="/failures"
        aria-label={t("filter.label")}
        className="grid grid-cols-2 items-end gap-x-3 gap-y-2.5 md:grid-cols-3 lg:grid-cols-[repeat(6,minmax(0,1fr))_auto]"
      >
        {group !== "reason" && <input type="hidden" name="group" value={group} />}
        <Labelled id="failures-from" label={t("filter.from")}>
          <input
            id="failures-from"
            type="date"
            name="from"
            defaultValue={from ?? days.from}
            className={FIELD}
          />
        </Labelled>
        <Labelled id="failures-to" label={t("filter.to")}>
          <input
            id="failures-to"
            type="date"
            name="to"
            defaultValue={to ?? days.to}
            aria-describedby="failure-days"
            className={FIELD}
          />
        </Labelled>
        <Choice
          name="who"
          label={t("group.who")}
          chosen={filter.who}
          choices={WHO.map((value) => ({ value, word: nameOf("who", value) }))}
        />
        {(["method", "brand", "store"] as const).map((name) => (
          <Choice
            key={name}
            name={name}
            label={t(`group.${name}`)}
            chosen={filter[name]}
            choices={[...new Set([...held[name], ...[filter[name] ?? NONE], NONE])].map((value) => ({
              value,
              word: nameOf(name, value),
            }))}
          />
        ))}
        <div className="col-span-full flex flex-wrap justify-end gap-2 lg:col-span-1">
          {isNarrowed && (
            <ButtonLink href={failuresHref({ range, from, to, group })} variant="quiet" prefetch={false}>
              {t("filter.clear")}
            </ButtonLink>
          )}
          <Button type="submit">{t("filter.submit")}</Button>
        </div>
        <p id="failure-days" className="col-span-full text-ink-faint text-xs">
          {t("filter.days", { zone })}
        </p>
      </form>
    </div>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly chosen: string | undefined;
  readonly choices: readonly { readonly value: string; readonly word: string }[];
}

function Choice({ name, label, chosen, choices }: ChoiceProps) {
  const t = useTranslations("failures.filter");
  return (
    <Labelled id={`failures-${name}`} label={label}>
      <select id={`failures-${name}`} name={name} defaultValue={chosen ?? ""} className={FIELD}>
        <option value="">{t("any")}</option>
        {choices.map(({ value, word }) => (
          <option key={value} value={value}>
            {word}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

interface LabelledProps {
  readonly id: string;
  readonly label: string;
  readonly children: ReactNode;
}

function Labelled({ id, label, children }: LabelledProps) {
  return (
    <div className="grid min-w-0 gap-1">
      <label htmlFor={id} className="truncate font-medium text-ink-soft text-xs">
        {label}
      </label>
      {children}
    </div>
  );
}
