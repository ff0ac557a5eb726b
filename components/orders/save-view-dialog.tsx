"use client";

import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import type { OrderFilter } from "@/lib/domain/order-filter";
import type { OrderLook } from "@/lib/domain/order-look";
import { daysToKeep, type KeptDays, keepingDays, viewNameOf, viewQueryOf } from "@/lib/domain/saved-view";
import { formatInstant } from "@/lib/format/instants";
import { addView, type SavedViewJson } from "@/lib/queries/views";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";
import { Segmented } from "../ui/segmented";
import { failureOf, useViewProblem, type ViewFailure } from "./view-problem";

interface SaveViewDialogProps {
  readonly filter: OrderFilter;
  readonly look: OrderLook;
  readonly today: string;
  readonly mayShare: boolean;
  readonly onSaved: (view: SavedViewJson) => void;
  readonly onClose: () => void;
}

/** Keeps the list as it is shown under a name. */
export default function SaveViewDialog({
  filter,
  look,
  today,
  mayShare,
  onSaved,
  onClose,
}: SaveViewDialogProps) {
  const t = useTranslations("views.dialog");
  const describe = useViewProblem();
  const formId = useId();
  const choices = daysToKeep(filter, today);
  const [name, setName] = useState("");
  const [who, setWho] = useState<"me" | "everybody">("me");
  const [days, setDays] = useState<KeptDays>(choices[0] ?? "moving");
  const [isDefault, setIsDefault] = useState(false);
  const [failure, setFailure] = useState<ViewFailure>();
  const [isBusy, setIsBusy] = useState(false);
  const isAboutName = failure?.code === "name-taken" || failure?.code === "invalid-request";

  async function save(event: FormEvent) {
    event.preventDefault();
    if (viewNameOf(name) === undefined) {
      setFailure({ code: "invalid-request" });
      return;
    }
    setIsBusy(true);
    setFailure(undefined);
    try {
      const query = viewQueryOf(keepingDays(filter, days, today), look);
      onSaved(await addView({ name, query, is_shared: who === "everybody", is_default: isDefault }));
    } catch (error) {
      setFailure(failureOf(error));
      setIsBusy(false);
    }
  }

  return (
    <Dialog
      title={t("title")}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="submit" form={formId} variant="primary" isBusy={isBusy}>
            {t("submit")}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={(event) => void save(event)} noValidate className="grid gap-4 text-sm">
        <Field
          label={t("name")}
          hint={t("nameHint")}
          value={name}
          autoComplete="off"
          error={isAboutName && failure ? describe(failure) : undefined}
          onChange={(event) => setName(event.target.value)}
        />
        {mayShare && (
          <div className="grid gap-1.5">
            <Segmented
              legend={t("who")}
              value={who}
              onChange={setWho}
              options={[
                { value: "me", label: t("me") },
                { value: "everybody", label: t("everybody") },
              ]}
            />
            {who === "everybody" && <p className="text-ink-faint text-xs">{t("everybodyHint")}</p>}
          </div>
        )}
        {choices.length > 0 && (
          <DaysToKeep filter={filter} today={today} choices={choices} chosen={days} onChange={setDays} />
        )}
        <label className="flex items-center gap-2">
          <input
            type="checkbox"
            checked={isDefault}
            onChange={(event) => setIsDefault(event.target.checked)}
            className="size-4 shrink-0 accent-accent-solid"
          />
          {t("isDefault")}
        </label>
        <p className="text-ink-faint text-xs">{t("keeps")}</p>
        {failure && !isAboutName && <Notice tone="bad" isLive title={describe(failure)} />}
      </form>
    </Dialog>
  );
}

interface DaysToKeepProps {
  readonly filter: OrderFilter;
  readonly today: string;
  readonly choices: readonly KeptDays[];
  readonly chosen: KeptDays;
  readonly onChange: (days: KeptDays) => void;
}

function DaysToKeep({ filter, today, choices, chosen, onChange }: DaysToKeepProps) {
  const t = useTranslations("views.dialog");
  const name = useId();
  const sentence = useDaySentence(filter, today);
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 text-ink-faint text-xs">{t("days")}</legend>
      {choices.map((days) => (
        <label key={days} className="flex min-h-7 items-center gap-2">
          <input
            type="radio"
            name={name}
            checked={days === chosen}
            onChange={() => onChange(days)}
            className="size-4 shrink-0 accent-accent-solid"
          />
          {sentence(days)}
        </label>
      ))}
    </fieldset>
  );
}

function useDaySentence(filter: OrderFilter, today: string) {
  const t = useTranslations("views");
  const last = useTranslations("orders.last");
  const locale = useLocale();
  // A day, not an instant: it is the same on every clock.
  const shown = (day: string) =>
    formatInstant(`${day}T12:00:00Z`, { locale, timeZone: "UTC", style: "date" });
  return (days: KeptDays): string => {
    const kept = keepingDays(filter, days, today);
    if (days === "none") return t("dialog.none");
    if (kept.last !== undefined) return t("dialog.moving", { window: last(kept.last) });
    const [from, to] = [kept.from && shown(kept.from), kept.to && shown(kept.to)];
    const range =
      from && to
        ? t("range.between", { from, to })
        : from
          ? t("range.from", { from })
          : t("range.before", { to: to ?? "" });
    return t("dialog.fixed", { days: range });
  };
}
