"use client";

import { GripVertical } from "lucide-react";
import { useTranslations } from "next-intl";
import { useLayoutEffect, useRef, useState } from "react";
import { type OrderFilter, orderFilterParams } from "@/lib/domain/order-filter";
import {
  listHref,
  lookParams,
  ORDER_COLUMNS,
  type OrderColumn,
  type OrderLook,
  USUAL_COLUMNS,
} from "@/lib/domain/order-look";
import { announce } from "../ui/announcer";
import { Button } from "../ui/button";
import { ButtonLink } from "../ui/button-link";
import { MoveButtons } from "../ui/move-buttons";

interface ColumnMenuProps {
  readonly id: string;
  readonly filter: OrderFilter;
  readonly look: OrderLook;
}

/**
 * Which columns, in which order: those that are shown first, as they stand. A form of the browser's own, whose boxes say
 * both by where they are; moving them takes a script, choosing does not. Give it the look as `key`.
 */
export function ColumnMenu({ id, filter, look }: ColumnMenuProps) {
  const t = useTranslations("orders");
  const [columns, setColumns] = useState(() => everyColumn(look.columns));
  const dragged = useRef<OrderColumn>(undefined);
  const focused = useRef<HTMLElement>(undefined);
  // An element that is put elsewhere loses the focus.
  useLayoutEffect(() => {
    if (columns.length > 0) focused.current?.focus();
    focused.current = undefined;
  }, [columns]);

  function place(column: OrderColumn, at: number) {
    const others = columns.filter((other) => other !== column);
    setColumns(others.toSpliced(at, 0, column));
  }

  function move(column: OrderColumn, step: -1 | 1) {
    const at = columns.indexOf(column) + step;
    const active = document.activeElement;
    focused.current = active instanceof HTMLElement ? active : undefined;
    place(column, at);
    announce(t("look.moved", { column: t(`column.${column}`), place: at + 1, count: columns.length }));
  }

  return (
    <div
      id={id}
      popover="auto"
      className="fixed inset-auto top-14 right-[max(0.75rem,calc((100vw-80rem)/2+1.25rem))] m-0 w-[min(20rem,calc(100vw-1.5rem))] rounded-lg border border-transparent bg-surface p-0 text-ink shadow-float"
    >
      <form action="/orders" className="flex max-h-[calc(100dvh-5rem)] flex-col">
        {hiddenFields(filter, look).map(([name, value]) => (
          <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
        ))}
        <fieldset className="min-h-0 overflow-y-auto p-2">
          <legend className="sr-only">{t("look.columns")}</legend>
          <ul>
            {columns.map((column, at) => (
              <li
                key={column}
                draggable
                onDragStart={(event) => {
                  dragged.current = column;
                  event.dataTransfer.effectAllowed = "move";
                }}
                onDragEnter={() => {
                  if (dragged.current !== undefined && dragged.current !== column) place(dragged.current, at);
                }}
                onDragOver={(event) => event.preventDefault()}
                onDragEnd={() => {
                  dragged.current = undefined;
                }}
                className="flex min-h-8 items-center gap-1 rounded pr-1 hover:bg-hover"
              >
                <GripVertical
                  aria-hidden="true"
                  className="size-4 shrink-0 cursor-grab text-ink-faint noscript:hidden pointer-coarse:hidden"
                />
                <label className="flex min-h-8 min-w-0 flex-1 cursor-pointer items-center gap-2 px-1 text-sm">
                  <input
                    type="checkbox"
                    name="columns"
                    value={column}
                    defaultChecked={look.columns.includes(column)}
                    className="size-4 shrink-0 accent-accent-solid"
                  />
                  {t(`column.${column}`)}
                </label>
                <MoveButtons
                  upLabel={t("look.up", { column: t(`column.${column}`) })}
                  downLabel={t("look.down", { column: t(`column.${column}`) })}
                  isFirst={at === 0}
                  isLast={at === columns.length - 1}
                  onMove={(step) => move(column, step)}
                  className="noscript:hidden"
                />
              </li>
            ))}
          </ul>
        </fieldset>
        <div className="flex justify-end gap-2 rounded-b-lg border-t bg-sunken px-4 py-3">
          <ButtonLink
            href={listHref(filter, { ...look, columns: USUAL_COLUMNS })}
            variant="quiet"
            prefetch={false}
          >
            {t("look.columnsUsual")}
          </ButtonLink>
          <Button type="submit" variant="primary">
            {t("look.columnsApply")}
          </Button>
        </div>
      </form>
    </div>
  );
}

function everyColumn(shown: readonly OrderColumn[]): readonly OrderColumn[] {
  return [...shown, ...ORDER_COLUMNS.filter((column) => !shown.includes(column))];
}

function hiddenFields(filter: OrderFilter, look: OrderLook): readonly (readonly [string, string])[] {
  return [...orderFilterParams(filter), ...lookParams({ ...look, columns: USUAL_COLUMNS })];
}
