import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { type FilterProblem, type OrderFilter, orderFilterParams, sortOf } from "@/lib/domain/order-filter";
import { listHref, NO_VIEW, type OrderLook } from "@/lib/domain/order-look";
import type { ListedOrderJson } from "@/lib/queries/order-list";
import type { SavedViewJson } from "@/lib/queries/views";
import { ActiveFilters } from "./active-filters";
import { Arrived } from "./arrived";
import { FilterForm } from "./filter-form";
import { FilterProblems } from "./filter-problems";
import { ListEmpty } from "./list-empty";
import { ListRegion } from "./list-region";
import { LookControls } from "./look-controls";
import { OrderKeys } from "./order-keys";
import { OrdersTable } from "./orders-table";
import { Pager } from "./pager";
import { SelectionBar } from "./selection-bar";
import { TypedFilter } from "./typed-filter";
import { ViewBar } from "./view-bar";
import { ViewGone } from "./view-gone";

interface OrdersPageViewProps {
  readonly filter: OrderFilter;
  readonly look: OrderLook;
  /** The saved views that the reader may open. */
  readonly views: readonly SavedViewJson[];
  readonly view: Pick<Parameters<typeof ViewBar>[0], "current" | "isEdited" | "mayShare">;
  readonly problems: readonly FilterProblem[];
  readonly cleanHref: string;
  readonly page: {
    readonly orders: readonly ListedOrderJson[];
    readonly after?: string | undefined;
    readonly before?: string | undefined;
  };
  readonly held: Parameters<typeof FilterForm>[0]["held"];
  /** What was typed as a filter and not understood, where it came without a script. */
  readonly typed?: string | undefined;
  readonly today: string;
  /** Counted while the page is on its way. */
  readonly count: ReactNode;
  readonly tabs: ReactNode;
  readonly totals: ReactNode;
  /** For those who may export. */
  readonly exporter?: ReactNode;
}

/** The list: what was not followed, the filters, one page of orders, and what all of them sum to. */
export function OrdersPageView({
  filter,
  look,
  views,
  view,
  problems,
  cleanHref,
  page,
  held,
  typed,
  today,
  count,
  tabs,
  totals,
  exporter,
}: OrdersPageViewProps) {
  const t = useTranslations("orders");
  const asked = orderFilterParams(filter);
  for (const name of ["sort", "limit", "after", "before"]) asked.delete(name);
  return (
    <ListRegion personalText={t("filter.textPersonal")}>
      <KeysOfList />
      <FilterProblems problems={problems} cleanHref={cleanHref} />
      {look.view !== undefined && look.view !== NO_VIEW && view.current === undefined && (
        <ViewGone filter={filter} look={look} />
      )}
      <div className="mb-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <div className="flex flex-wrap items-baseline gap-x-3">
          <h1 className="font-semibold text-2xl">{t("title")}</h1>
          <p role="status" className="text-ink-soft text-sm tabular-nums">
            {count}
          </p>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          {exporter}
          <LookControls filter={filter} look={look} />
        </div>
      </div>
      <div className="mb-3 flex flex-wrap items-start gap-x-3 gap-y-2">
        <TypedFilter filter={filter} look={look} held={held} asked={typed} />
        <ViewBar {...view} views={views} filter={filter} look={look} today={today} />
        <FilterForm
          key={asked.toString()}
          filter={filter}
          look={look}
          held={held}
          today={today}
          count={asked.size}
        />
        <ActiveFilters filter={filter} look={look} />
      </div>
      <section
        aria-label={t("title")}
        className="@container/orders min-w-0 overflow-hidden rounded-lg border bg-surface"
      >
        {tabs}
        <NewOnes filter={filter} first={page.orders[0]?.href} />
        {page.orders.length === 0 ? (
          <ListEmpty filter={filter} look={look} />
        ) : (
          <>
            <OrdersTable orders={page.orders} filter={filter} look={look} />
            <SelectionBar key={listHref(filter, look)} mayExport={Boolean(exporter)} />
            <Pager filter={filter} look={look} before={page.before} after={page.after} />
          </>
        )}
        {totals}
      </section>
    </ListRegion>
  );
}

/** Only where what is new would stand on top: on the first page of the newest. */
function NewOnes({ filter, first }: { readonly filter: OrderFilter; readonly first: string | undefined }) {
  const { key, isDescending } = sortOf(filter);
  const isOnTop = filter.after === undefined && filter.before === undefined;
  if (first === undefined || !isOnTop || key !== "created" || !isDescending) return null;
  return (
    <div className="border-b px-4 py-1.5 empty:hidden has-[span:empty]:hidden">
      <Arrived query={orderFilterParams({ ...filter, limit: 25 }).toString()} first={first} />
    </div>
  );
}

function KeysOfList() {
  const t = useTranslations("orders.keys");
  return (
    <OrderKeys
      words={{
        scope: t("scope"),
        next: t("next"),
        previous: t("previous"),
        open: t("open"),
        openAside: t("openAside"),
        select: t("select"),
        copy: t("copy"),
        filter: t("filter"),
        copied: t("copied"),
      }}
    />
  );
}
