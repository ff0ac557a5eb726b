"use client";

import { Download } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { exportHref, figuresOnly } from "@/lib/domain/order-export";
import type { OrderFilter } from "@/lib/domain/order-filter";
import type { OrderColumn } from "@/lib/domain/order-look";
import { USUAL_CSV } from "@/lib/format/usual-csv";
import { useShortcuts } from "../shell/shortcuts";
import { buttonClass } from "../ui/button";

const ExportDialog = lazy(() => import("./export-dialog"));

/** Whatever opens the dialog clicks it: the dialog itself sees which orders are ticked. */
export const EXPORT_ID = "export-orders";

interface ExportOrdersProps {
  readonly filter: OrderFilter;
  /** As the list shows them. */
  readonly columns: readonly OrderColumn[];
  /** Whether the reader's role may export references, ids and names. */
  readonly mayName: boolean;
  /** How many orders there are under the filter. */
  readonly count: ReactNode;
}

/** Opens the dialog that exports the list; without a script it is a download of what the list shows. */
export function ExportOrders({ filter, columns: shown, mayName, count }: ExportOrdersProps) {
  const t = useTranslations();
  const format = USUAL_CSV[useLocale()];
  const [isOpen, setIsOpen] = useState(false);
  const columns = mayName ? shown : figuresOnly(shown);
  useShortcuts(t("orders.keys.scope"), { e: { label: t("export.key"), run: () => setIsOpen(true) } });
  return (
    <>
      <a
        id={EXPORT_ID}
        href={exportHref(filter, { rows: "orders", columns, format })}
        download=""
        aria-haspopup="dialog"
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
          event.preventDefault();
          setIsOpen(true);
        }}
        className={buttonClass("secondary", "medium")}
      >
        <Download aria-hidden="true" className="size-4" />
        {t("export.open")}
      </a>
      {isOpen && (
        <Suspense>
          <ExportDialog
            filter={filter}
            columns={columns}
            mayName={mayName}
            count={count}
            usualFormat={format}
            onClose={() => setIsOpen(false)}
          />
        </Suspense>
      )}
    </>
  );
}
