import { useTimeZone, useTranslations } from "next-intl";
import { useId } from "react";
import {
  CAPTURE_COMPARISONS,
  CAPTURE_GROUPS,
  CAPTURE_INTERVALS,
  CAPTURE_RANGES,
  type CaptureDays,
  type CaptureQuery,
  captureParams,
  capturesHref,
} from "@/lib/domain/capture-query";
import type { CurrencyCode } from "@/lib/domain/minor-units";
import { Button } from "../ui/button";
import { Pills } from "../ui/pills";

interface CaptureControlsProps {
  readonly query: CaptureQuery;
  readonly days: CaptureDays;
  /** The one that is shown. */
  readonly currency: CurrencyCode | undefined;
  /** Every one that something was captured in, the busiest first. */
  readonly currencies: readonly CurrencyCode[];
}

const FIELD =
  "h-8 w-full min-w-0 rounded border border-line-control bg-surface px-2 text-sm text-ink pointer-coarse:h-10 pointer-coarse:text-lg";
const NO_DAYS = { last: undefined, from: undefined, to: undefined } as const;

/** Which days, in which currency, drawn how: links and a form of the browser's own, which work without a script. */
export function CaptureControls({ query, days, currency, currencies }: CaptureControlsProps) {
  const t = useTranslations("captures");
  const { last, panels } = query;
  return (
    <div className="grid gap-3 rounded-lg border bg-surface px-4 py-3 print:hidden">
      <Pills
        label={t("range.label")}
        choices={CAPTURE_RANGES.map((range) => ({
          name: t(`range.${range}`),
          href: capturesHref({ ...query, ...NO_DAYS, last: range }),
          isOn: last === range,
        }))}
      />
      {currencies.length > 1 && (
        <Pills
          label={t("currency.label")}
          choices={[
            ...currencies.map((code) => ({
              name: code,
              href: capturesHref({ ...query, currency: code, panels: undefined }),
              isOn: panels === undefined && code === currency,
            })),
            {
              name: t("currency.each"),
              href: capturesHref({ ...query, currency: undefined, groupBy: undefined, panels: "currencies" }),
              isOn: panels === "currencies",
            },
          ]}
        />
      )}
      <div className="flex flex-wrap gap-x-8 gap-y-3">
        <Pills
          label={t("interval.label")}
          choices={[undefined, ...CAPTURE_INTERVALS].map((interval) => ({
            name: t(`interval.${interval ?? "auto"}`),
            href: capturesHref({ ...query, interval }),
            isOn: query.interval === interval,
          }))}
        />
        {panels === undefined && (
          <Pills
            label={t("group.label")}
            choices={[undefined, ...CAPTURE_GROUPS].map((groupBy) => ({
              name: t(`group.${groupBy ?? "none"}`),
              href: capturesHref({ ...query, groupBy }),
              isOn: query.groupBy === groupBy,
            }))}
          />
        )}
        <Pills
          label={t("compare.label")}
          choices={[undefined, ...CAPTURE_COMPARISONS].map((compare) => ({
            name: t(`compare.${compare ?? "none"}`),
            href: capturesHref({ ...query, compare }),
            isOn: query.compare === compare,
          }))}
        />
        <Pills
          label={t("net.label")}
          choices={[false, true].map((isNet) => ({
            name: t(`net.${isNet ? "yes" : "no"}`),
            href: capturesHref({ ...query, isNet }),
            isOn: query.isNet === isNet,
          }))}
        />
      </div>
      <DaysForm query={query} days={days} />
    </div>
  );
}

/** Days of one's own, in place of a range by name. */
function DaysForm({ query, days }: Pick<CaptureControlsProps, "query" | "days">) {
  const t = useTranslations("captures");
  const zone = useTimeZone() ?? "UTC";
  const id = useId();
  const rest = [...captureParams({ ...query, ...NO_DAYS })];
  return (
    <form
      action="/captures"
      aria-label={t("form.label")}
      className="flex flex-wrap items-end gap-x-3 gap-y-2"
    >
      {rest.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {(["from", "to"] as const).map((name) => (
        <div key={name} className="grid w-36 gap-1">
          <label htmlFor={`${id}-${name}`} className="font-medium text-ink-soft text-xs">
            {t(`form.${name}`)}
          </label>
          <input
            id={`${id}-${name}`}
            type="date"
            name={name}
            defaultValue={days[name]}
            aria-describedby={`${id}-days`}
            className={FIELD}
          />
        </div>
      ))}
      <Button type="submit">{t("form.submit")}</Button>
      <p id={`${id}-days`} className="self-center pt-5 text-ink-faint text-xs max-sm:w-full max-sm:pt-0">
        {t("zone", { zone })}. {t("form.days")}
      </p>
    </form>
  );
}
