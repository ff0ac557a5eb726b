"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { RequestTrouble } from "@/components/callbacks/request-trouble";
import { Button } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { ErrorSummary, type FieldError } from "@/components/ui/error-summary";
import { Notice } from "@/components/ui/notice";
import type { AuthorizationWindows } from "@/lib/domain/authorization-window";
import { MOST_WINDOW_DAYS } from "@/lib/domain/settings";
import { saveAuthorizationWindows } from "@/lib/queries/settings";
import { useChange } from "./use-change";
import { type MethodRow, WindowsTable } from "./windows-table";

interface WindowsFormProps {
  /** Those that a shop has to do with. */
  readonly own: readonly MethodRow[];
  readonly others: readonly MethodRow[];
  /** Of the setting as it is shown. */
  readonly version: number;
}

/** The days of every method: what is left empty has the days that are known of it. */
export function WindowsForm({ own, others, version }: WindowsFormProps) {
  const t = useTranslations("settings.windows");
  const id = useId();
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const save = useChange((windows: AuthorizationWindows) => saveAuthorizationWindows(windows, version), {
    said: t("saved"),
  });
  const fieldIdOf = (method: string) => `${id}-${method}`;

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (save.isPending) return;
    const { windows, wrong } = readForm(new FormData(event.currentTarget));
    setErrors([]);
    save.reset();
    if (wrong.length === 0) return save.mutate(windows);
    const names = new Map([...own, ...others].map(({ method, name }) => [method, name]));
    const found = wrong.map((method) => ({
      fieldId: fieldIdOf(method),
      text: t("wrong", { method: names.get(method) ?? method, most: MOST_WINDOW_DAYS }),
    }));
    // After the old list is gone, so that the new one takes the focus.
    requestAnimationFrame(() => setErrors(found));
  }

  const wrongIds = new Set(errors.map(({ fieldId }) => fieldId));
  const table = (rows: readonly MethodRow[], caption: string) => (
    <WindowsTable rows={rows} caption={caption} fieldIdOf={fieldIdOf} wrongIds={wrongIds} />
  );
  return (
    <form onSubmit={send} noValidate className="grid">
      {errors.length > 0 && (
        <div className="p-4 pb-0">
          <ErrorSummary title={t("notSaved")} errors={errors} />
        </div>
      )}
      {own.length > 0 && table(own, t("ownCaption"))}
      <Disclosure
        isOpen={own.length === 0}
        summary={t("others", { count: others.length })}
        className="border-t px-4 py-3"
      >
        <div className="-mx-4 border-t">{table(others, t("othersCaption"))}</div>
      </Disclosure>
      <div className="flex flex-wrap items-center gap-3 border-t bg-sunken px-4 py-3">
        <Button type="submit" variant="primary" isBusy={save.isPending}>
          {t("submit")}
        </Button>
        <p className="min-w-0 flex-1 basis-60 text-ink-soft text-xs">{t("effect")}</p>
        <div className="basis-full empty:hidden">
          {save.data && <Notice tone="good" isLive title={t("savedDue", { count: save.data.due })} />}
          <RequestTrouble error={save.error} />
        </div>
      </div>
    </form>
  );
}

/** Days and refusals to expect, by the names of the fields: a method's own, and "none" for each box that is ticked. */
function readForm(form: FormData): {
  readonly windows: AuthorizationWindows;
  readonly wrong: readonly string[];
} {
  const none = new Set(form.getAll("none").map(String));
  const windows: Record<string, number | null> = {};
  const wrong: string[] = [];
  for (const method of none) windows[method] = null;
  for (const [field, value] of form) {
    if (field === "none" || typeof value !== "string" || value.trim() === "") continue;
    if (none.has(field)) continue;
    const days = Number(value);
    if (Number.isInteger(days) && days >= 1 && days <= MOST_WINDOW_DAYS) windows[field] = days;
    else wrong.push(field);
  }
  return { windows, wrong };
}
