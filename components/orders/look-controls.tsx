import clsx from "clsx";
import { Columns3 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { type OrderFilter, orderFilterParams } from "@/lib/domain/order-filter";
import { listHref, ORDER_COLUMNS, type OrderLook, USUAL_COLUMNS } from "@/lib/domain/order-look";
import { Button } from "../ui/button";
import { ButtonLink } from "../ui/button-link";

const MENU_ID = "order-columns";

interface LookControlsProps {
  readonly filter: OrderFilter;
  readonly look: OrderLook;
}

/** Which columns, and how much air: in the address, so that a link shows the same. */
export function LookControls({ filter, look }: LookControlsProps) {
  const t = useTranslations("orders");
  const densities = [
    { name: "compact", isComfortable: false },
    { name: "comfortable", isComfortable: true },
  ] as const;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <ul aria-label={t("look.density")} className="hidden rounded border bg-sunken p-0.5 sm:flex">
        {densities.map(({ name, isComfortable }) => (
          <li key={name}>
            <Link
              href={listHref(filter, { ...look, isComfortable })}
              prefetch={false}
              aria-current={look.isComfortable === isComfortable ? "true" : undefined}
              className={clsx(
                "inline-flex h-6.5 items-center rounded-sm border px-2 text-xs",
                look.isComfortable === isComfortable
                  ? "border-line-strong bg-surface font-medium text-ink"
                  : "border-transparent text-ink-soft hover:text-ink",
              )}
            >
              {t(`look.${name}`)}
            </Link>
          </li>
        ))}
      </ul>
      <div className="relative">
        <Button popoverTarget={MENU_ID}>
          <Columns3 aria-hidden="true" className="size-4" />
          {t("look.columns")}
        </Button>
        <ColumnMenu filter={filter} look={look} />
      </div>
    </div>
  );
}

function ColumnMenu({ filter, look }: LookControlsProps) {
  const t = useTranslations("orders");
  return (
    <div
      id={MENU_ID}
      popover="auto"
      className="fixed inset-auto top-14 right-[max(0.75rem,calc((100vw-80rem)/2+1.25rem))] m-0 w-[min(22rem,calc(100vw-1.5rem))] rounded-lg border border-transparent bg-surface p-0 text-ink shadow-float"
    >
      <form action="/orders">
        {[...orderFilterParams(filter)].map(([name, value]) => (
          <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
        ))}
        {look.isComfortable && <input type="hidden" name="density" value="comfortable" />}
        <fieldset className="grid grid-cols-2 gap-x-4 p-4">
          <legend className="sr-only">{t("look.columns")}</legend>
          {ORDER_COLUMNS.map((column) => (
            <label
              key={column}
              className="flex min-h-7 cursor-pointer items-center gap-2 rounded px-1 text-sm hover:bg-hover"
            >
              <input
                type="checkbox"
                name="columns"
                value={column}
                defaultChecked={look.columns.includes(column)}
                className="size-4 shrink-0 accent-accent-solid"
              />
              {t(`column.${column}`)}
            </label>
          ))}
        </fieldset>
        <div className="flex justify-end gap-2 border-t bg-sunken px-4 py-3">
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
