import clsx from "clsx";
import { Columns3 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { OrderFilter } from "@/lib/domain/order-filter";
import { listHref, type OrderLook } from "@/lib/domain/order-look";
import { Button } from "../ui/button";
import { ColumnMenu } from "./column-menu";

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
        <ColumnMenu key={look.columns.join()} id={MENU_ID} filter={filter} look={look} />
      </div>
    </div>
  );
}
