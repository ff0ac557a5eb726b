import { X } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { ANY_ERROR, type CallbackFilter, callbacksHref, EVERY_CALLBACK } from "@/lib/domain/callback-filter";
import { useActiveFilters } from "./active-filters";
import { Labelled } from "./labelled";
import { OutcomePills } from "./outcome-pills";

interface FilterFormProps {
  readonly filter: CallbackFilter;
}

const EVENTS = ["CAPTURE", "REFUND", "VOID"] as const;
const INPUT = "h-8 w-full min-w-0 rounded border border-line-control bg-surface px-2 text-ink text-sm";

/** What the log shows. A plain form that writes the address: it works without script, and a link shows the same. */
export function FilterForm({ filter }: FilterFormProps) {
  const t = useTranslations("callbacks.filter");
  const kinds = useTranslations("callbacks.kind");
  const active = useActiveFilters(filter);
  const otherEvent = filter.event !== undefined && !EVENTS.some((event) => event === filter.event);
  return (
    <div className="grid gap-3 border-b px-4 py-3">
      <OutcomePills filter={filter} />
      <form
        action="/callbacks"
        aria-label={t("label")}
        className="grid grid-cols-2 items-end gap-x-3 gap-y-2.5 md:grid-cols-[minmax(12rem,2fr)_repeat(4,minmax(7rem,1fr))]"
      >
        {filter.outcomes.map((outcome) => (
          <input key={outcome} type="hidden" name="outcome" value={outcome} />
        ))}
        {filter.hours !== undefined && <input type="hidden" name="hours" value={filter.hours} />}
        {filter.limit !== EVERY_CALLBACK.limit && <input type="hidden" name="limit" value={filter.limit} />}
        <Labelled id="filter-about" label={t("about")} className="col-span-2 md:col-span-1">
          <input
            name="about"
            id="filter-about"
            defaultValue={filter.about}
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            className={INPUT}
          />
        </Labelled>
        <Labelled id="filter-event" label={t("event")}>
          <select name="event" id="filter-event" defaultValue={filter.event ?? ""} className={INPUT}>
            <option value="">{t("any")}</option>
            {EVENTS.map((event) => (
              <option key={event} value={event}>
                {kinds(event)}
              </option>
            ))}
            {otherEvent && <option value={filter.event}>{filter.event}</option>}
          </select>
        </Labelled>
        <Labelled id="filter-channel" label={t("channel")}>
          <select name="channel" id="filter-channel" defaultValue={filter.channel ?? ""} className={INPUT}>
            <option value="">{t("any")}</option>
            <option value="callback">{t("callback")}</option>
            <option value="webhook">{t("webhook")}</option>
          </select>
        </Labelled>
        <Labelled id="filter-from" label={t("from")}>
          <input type="date" name="from" id="filter-from" defaultValue={filter.from} className={INPUT} />
        </Labelled>
        <Labelled id="filter-to" label={t("to")}>
          <input type="date" name="to" id="filter-to" defaultValue={filter.to} className={INPUT} />
        </Labelled>
        <div className="col-span-full flex flex-wrap items-center gap-x-5 gap-y-2">
          <Checkbox
            name="error"
            value={filter.error ?? ANY_ERROR}
            isChecked={filter.error !== undefined}
            label={t("error")}
          />
          <Checkbox name="receipts" value="many" isChecked={filter.isRepeated} label={t("repeated")} />
          <span className="ml-auto flex gap-2">
            {active.length > 0 && (
              <ButtonLink href={callbacksHref()} variant="quiet">
                {t("clear")}
              </ButtonLink>
            )}
            <Button type="submit">{t("submit")}</Button>
          </span>
        </div>
      </form>
      {active.length > 0 && (
        <ul aria-label={t("active")} className="flex flex-wrap gap-1.5">
          {active.map(({ name, href }) => (
            <li key={name}>
              <Link
                href={href}
                aria-label={t("remove", { what: name })}
                className="inline-flex min-h-6 items-center gap-1 rounded-full border border-line-strong bg-surface py-0.5 pr-1.5 pl-2.5 text-xs hover:bg-hover"
              >
                <bdi className="wrap-anywhere">{name}</bdi>
                <X aria-hidden="true" className="size-3.5 shrink-0 text-ink-faint" />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface CheckboxProps {
  readonly name: string;
  readonly value: string;
  readonly isChecked: boolean;
  readonly label: string;
}

function Checkbox({ name, value, isChecked, label }: CheckboxProps) {
  return (
    <label className="flex min-h-6 items-center gap-2 text-ink-soft text-sm">
      <input
        type="checkbox"
        name={name}
        value={value}
        defaultChecked={isChecked}
        className="size-4 accent-[var(--accent-solid)]"
      />
      {label}
    </label>
  );
}
