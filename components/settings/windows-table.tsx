"use client";

import clsx from "clsx";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Table, Td, Th } from "@/components/ui/table";
import type { WindowSource } from "@/lib/domain/authorization-window";
import { MOST_WINDOW_DAYS } from "@/lib/domain/settings";

/** A way to pay in the form. */
export interface MethodRow {
  /** The payment product type. */
  readonly method: string;
  /** In the reader's language. */
  readonly name: string;
  readonly known?: { readonly days: number; readonly source: WindowSource } | undefined;
  /** Days, null for "nothing is to be expected"; absent when nobody decided. */
  readonly configured?: number | null | undefined;
  /** Orders with something left to capture. */
  readonly open: number;
}

interface WindowsTableProps {
  readonly rows: readonly MethodRow[];
  readonly caption: string;
  readonly fieldIdOf: (method: string) => string;
  readonly wrongIds: ReadonlySet<string>;
}

export function WindowsTable({ rows, caption, fieldIdOf, wrongIds }: WindowsTableProps) {
  const t = useTranslations("settings.windows");
  return (
    <Table caption={caption} isCaptionHidden isStackable>
      <thead>
        <tr>
          <Th>{t("method")}</Th>
          <Th isNumeric>{t("open")}</Th>
          <Th>{t("known")}</Th>
          <Th>{t("days")}</Th>
          <Th>{t("none")}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <WindowRow
            key={row.method}
            row={row}
            fieldId={fieldIdOf(row.method)}
            isWrong={wrongIds.has(fieldIdOf(row.method))}
          />
        ))}
      </tbody>
    </Table>
  );
}

function WindowRow({
  row,
  fieldId,
  isWrong,
}: {
  readonly row: MethodRow;
  readonly fieldId: string;
  readonly isWrong: boolean;
}) {
  const t = useTranslations("settings.windows");
  const { method, name, known, configured, open } = row;
  const [isNone, setIsNone] = useState(configured === null);
  return (
    <tr>
      <Th scope="row" label={t("method")}>
        <span className="min-w-0">
          <span className="block">{name}</span>
          {name !== method && (
            <code className="wrap-anywhere block font-normal text-2xs text-ink-faint">{method}</code>
          )}
        </span>
      </Th>
      <Td isNumeric label={t("open")}>
        {open === 0 ? <span className="text-ink-faint">0</span> : open}
      </Td>
      <Td label={t("known")}>
        {known === undefined ? (
          <span className="text-ink-faint">{t("unknown")}</span>
        ) : (
          <span className="min-w-0">
            <span className="block">{t("daysOf", { days: known.days })}</span>
            <span className="block text-ink-faint text-xs">{t(`source.${known.source}`)}</span>
          </span>
        )}
      </Td>
      <Td label={t("days")}>
        <span className="min-w-0">
          <input
            id={fieldId}
            name={method}
            type="text"
            inputMode="numeric"
            autoComplete="off"
            defaultValue={configured ?? ""}
            placeholder={known === undefined ? undefined : String(known.days)}
            disabled={isNone}
            aria-label={t("daysFor", { method: name })}
            aria-invalid={isWrong || undefined}
            aria-describedby={isWrong ? `${fieldId}-error` : undefined}
            className={clsx(
              "h-8 w-20 rounded border bg-surface px-2.5 text-ink tabular-nums disabled:bg-sunken disabled:text-ink-faint",
              isWrong ? "border-bad" : "border-line-control",
            )}
          />
          {isWrong && (
            <span id={`${fieldId}-error`} className="mt-1 block text-bad text-xs">
              {t("wrongHere", { most: MOST_WINDOW_DAYS })}
            </span>
          )}
        </span>
      </Td>
      <Td label={t("none")}>
        <label className="-m-1 inline-flex size-8 items-center justify-center">
          <input
            type="checkbox"
            name="none"
            value={method}
            checked={isNone}
            onChange={({ target }) => setIsNone(target.checked)}
            aria-label={t("noneFor", { method: name })}
            className="size-4 accent-[var(--accent-solid)]"
          />
        </label>
      </Td>
    </tr>
  );
}
