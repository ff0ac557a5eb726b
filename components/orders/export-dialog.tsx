"use client";

import { useTimeZone, useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import type { CsvFormat } from "@/lib/domain/csv-format";
import { type ExportChoice, exportHref } from "@/lib/domain/order-export";
import type { OrderFilter } from "@/lib/domain/order-filter";
import type { OrderColumn } from "@/lib/domain/order-look";
import { Button, buttonClass } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Segmented } from "../ui/segmented";
import { canPickFile } from "./export-file";
import { ExportOutcome } from "./export-outcome";
import { useExport } from "./use-export";

interface ExportDialogProps {
  readonly filter: OrderFilter;
  /** As the list shows them, less what the role may not export. */
  readonly columns: readonly OrderColumn[];
  readonly mayName: boolean;
  readonly count: ReactNode;
  readonly usualFormat: CsvFormat;
  readonly onClose: () => void;
}

/** What to export and how it is written, how far it is, and that it is whole. */
export default function ExportDialog({
  filter,
  columns,
  mayName,
  count,
  usualFormat,
  onClose,
}: ExportDialogProps) {
  const t = useTranslations("export");
  const zone = useTimeZone() ?? "UTC";
  const [rows, setRows] = useState<ExportChoice["rows"]>("orders");
  const [isEveryColumn, setIsEveryColumn] = useState(false);
  const [format, setFormat] = useState(usualFormat);
  const { state, start, stop, setKind } = useExport();
  const [listed] = useState(listedOrders);
  const [which, setWhich] = useState<"all" | "page" | "picked">(listed.picked.length > 0 ? "picked" : "all");
  const orderKeys = which === "all" ? undefined : listed[which];
  const href = exportHref(filter, { rows, columns: isEveryColumn ? "all" : columns, format, orderKeys });
  const isRunning = state.kind === "running";
  const isOver = state.kind !== "idle" && !isRunning;
  const close = () => {
    stop();
    onClose();
  };
  /** Another choice is another file. */
  const choose = <T,>(set: (value: T) => void) => {
    return (value: T) => {
      set(value);
      setKind("idle");
    };
  };
  return (
    <Dialog
      title={t("title")}
      isOpen
      onClose={close}
      footer={
        <>
          <Button onClick={isRunning ? stop : close}>{t(isRunning ? "stop" : "close")}</Button>
          {canPickFile() ? (
            <Button variant="primary" isBusy={isRunning} onClick={() => start({ href, rows })}>
              {t(isFailed(state.kind) ? "retry" : isOver ? "again" : "start")}
            </Button>
          ) : (
            <a
              href={href}
              download=""
              onClick={() => setKind("handed-over")}
              className={buttonClass("primary", "medium")}
            >
              {t(isOver ? "again" : "start")}
            </a>
          )}
        </>
      }
    >
      <div className="grid gap-4 text-sm">
        <fieldset disabled={isRunning} className="grid gap-4">
          <div className="grid gap-1.5">
            <Segmented
              legend={t("which")}
              value={which}
              onChange={choose(setWhich)}
              options={[
                { value: "all", label: t("whichAll") },
                ...(listed.page.length > 0
                  ? [{ value: "page" as const, label: t("whichPage", { count: listed.page.length }) }]
                  : []),
                ...(listed.picked.length > 0
                  ? [{ value: "picked" as const, label: t("whichPicked", { count: listed.picked.length }) }]
                  : []),
              ]}
            />
            <p className="text-ink-soft">
              {which === "all" ? (
                <>
                  <strong className="font-semibold text-ink tabular-nums">{count}</strong>
                  {". "}
                  {t("all")}
                </>
              ) : (
                t("picked")
              )}
            </p>
          </div>
          <Segmented
            legend={t("rows")}
            value={rows}
            onChange={choose(setRows)}
            options={[
              { value: "orders", label: t("rowsOrders") },
              { value: "splits", label: t("rowsSplits") },
            ]}
          />
          {rows === "splits" ? (
            <p className="text-ink-soft text-xs">{t("splits")}</p>
          ) : (
            <Segmented
              legend={t("columns")}
              value={isEveryColumn ? "all" : "shown"}
              onChange={choose((value: "all" | "shown") => setIsEveryColumn(value === "all"))}
              options={[
                { value: "shown", label: t("columnsShown") },
                { value: "all", label: t("columnsAll") },
              ]}
            />
          )}
          <FormatFields format={format} onChange={choose(setFormat)} />
        </fieldset>
        <ul className="grid gap-0.5 text-ink-faint text-xs">
          <li>{t("clock", { zone })}</li>
          <li>{t(mayName ? "masked" : "figures")}</li>
          <li>{t("recorded")}</li>
        </ul>
        <ExportOutcome state={state} />
      </div>
    </Dialog>
  );
}

/** The orders of the page behind the dialog, and those that are ticked, by their ids. */
function listedOrders() {
  const rows = [...document.querySelectorAll<HTMLElement>("tr[data-order]")];
  const isTicked = (row: HTMLElement) => row.querySelector("[data-select]:checked") !== null;
  return { page: rows.map(({ id }) => id), picked: rows.filter(isTicked).map(({ id }) => id) };
}

function isFailed(kind: string): boolean {
  return kind === "broken" || kind === "refused" || kind === "not-written";
}

interface FormatFieldsProps {
  readonly format: CsvFormat;
  readonly onChange: (format: CsvFormat) => void;
}

function FormatFields({ format, onChange }: FormatFieldsProps) {
  const t = useTranslations("export");
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Segmented
          legend={t("delimiter")}
          value={format.delimiter}
          onChange={(delimiter) => onChange({ ...format, delimiter })}
          options={[
            { value: "comma", label: t("comma") },
            { value: "semicolon", label: t("semicolon") },
          ]}
        />
        <Segmented
          legend={t("decimal")}
          value={format.decimal}
          onChange={(decimal) => onChange({ ...format, decimal })}
          options={[
            { value: "point", label: "722.00" },
            { value: "comma", label: "722,00" },
          ]}
        />
      </div>
      <label className="flex items-center gap-2">
        <input
          type="checkbox"
          checked={format.hasBom}
          onChange={(event) => onChange({ ...format, hasBom: event.target.checked })}
          className="size-4 shrink-0 accent-accent-solid"
        />
        {t("bom")}
      </label>
    </>
  );
}
