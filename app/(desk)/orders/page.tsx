import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { ClientMessages } from "@/components/client-messages";
import { ExportOrders } from "@/components/orders/export-orders";
import { OrderCount } from "@/components/orders/order-count";
import { OrdersPageView } from "@/components/orders/orders-page-view";
import { StatusTabs } from "@/components/orders/status-tabs";
import { TotalsTable } from "@/components/orders/totals-table";
import { ProblemState } from "@/components/problem-state";
import { localDayOf } from "@/lib/domain/local-day";
import { listHref, NO_VIEW, type OrderLook, readOrderLook } from "@/lib/domain/order-look";
import { isEdited } from "@/lib/domain/saved-view";
import { withMinorUnits } from "@/lib/format/typed-amounts";
import { readTypedFilter, TYPED_PARAMETER } from "@/lib/format/typed-filter";
import { runtime } from "@/lib/runtime";
import {
  type ListedTotals,
  listFilterChoices,
  listOrdersPage,
  listStatusCounts,
  listTotals,
  readOrderFilter,
} from "@/lib/server/order-list";
import { requireViewer } from "@/lib/server/viewer";
import { defaultViewHref, listSavedViews } from "@/lib/server/views";
import { askedParams } from "../asked-params";
import { expectedFailure } from "../expected-failure";
import { PageProblem } from "../page-problem";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("orders");
  return { title: t("title") };
}

export default async function OrdersPage({ searchParams }: PageProps<"/orders">) {
  const viewer = await requireViewer("orders.read");
  const params = askedParams(await searchParams);
  const asked = withMinorUnits(params);
  if (asked !== undefined) redirect(asked.size === 0 ? "/orders" : `/orders?${asked}`);
  const entered = params.size === 0 ? await defaultViewHref(viewer).catch(expectedFailure) : undefined;
  // The list itself says what keeps it from being read.
  if (entered?.startsWith("/")) redirect(entered);

  const typed = params.get(TYPED_PARAMETER) ?? undefined;
  params.delete(TYPED_PARAMETER);
  const { look: askedLook, rest, problems: lookProblems } = readOrderLook(params);
  const listed = await readOrderFilter(viewer, rest)
    .then(async ({ filter, problems }) => {
      const [page, held, views] = await Promise.all([
        listOrdersPage(viewer, filter),
        listFilterChoices(viewer),
        listSavedViews(viewer),
      ]);
      return { filter, problems: [...problems, ...lookProblems], page, held, views };
    })
    .catch(expectedFailure);
  if (typeof listed === "string") {
    const t = await getTranslations("orders");
    return <PageProblem code={listed} href={`/orders?${params}`} retry={t("retry")} />;
  }

  const { filter, views } = listed;
  const read = typed === undefined ? undefined : readTypedFilter(typed, filter, listed.held);
  if (read && "filter" in read) redirect(listHref(read.filter, askedLook));
  const current = views.find(({ id }) => id === askedLook.view);
  // Without a word of it an address that asks for nothing would open the reader's usual view.
  const isUsualOpening = askedLook.view === undefined && views.some((view) => view.is_default);
  const look = isUsualOpening ? { ...askedLook, view: NO_VIEW } : askedLook;
  const { env, now } = runtime();
  // Both are the rest of the page: its rows do not wait for them.
  const totals = listTotals(viewer, filter);
  const counts = listStatusCounts(viewer, filter);
  totals.catch(() => {});
  counts.catch(() => {});
  return (
    <ClientMessages namespaces={["orders", "export", "views"]}>
      <OrdersPageView
        {...listed}
        problems={[...listed.problems, ...(read?.problems ?? [])]}
        typed={typed}
        look={look}
        view={{
          current,
          isEdited: current !== undefined && isEdited(current.query, params),
          mayShare: viewer.may("views.share"),
        }}
        cleanHref={listHref(filter, look)}
        exporter={
          viewer.may("orders.export") && (
            <ExportOrders
              filter={filter}
              columns={look.columns}
              mayName={viewer.may("orders.export-names")}
              count={
                <Suspense>
                  <Counted totals={totals} />
                </Suspense>
              }
            />
          )
        }
        today={localDayOf(now(), env.businessTimeZone)}
        count={
          <Suspense>
            <Counted totals={totals} />
          </Suspense>
        }
        tabs={
          <Suspense fallback={<StatusTabs filter={filter} look={look} />}>
            <Tabs filter={filter} look={look} counts={counts} />
          </Suspense>
        }
        totals={
          <Suspense>
            <Summed totals={totals} />
          </Suspense>
        }
      />
    </ClientMessages>
  );
}

async function Counted({ totals }: { readonly totals: Promise<ListedTotals> }) {
  const known = await totals.catch(expectedFailure);
  return typeof known === "string" ? null : <OrderCount count={known.count} isExact={known.isExact} />;
}

async function Summed({ totals }: { readonly totals: Promise<ListedTotals> }) {
  const known = await totals.catch(expectedFailure);
  return typeof known === "string" ? (
    <ProblemState code={known} />
  ) : (
    <TotalsTable totals={known.totals} isWhole={known.isExact} />
  );
}

async function Tabs({
  filter,
  look,
  counts,
}: {
  readonly filter: Parameters<typeof listHref>[0];
  readonly look: OrderLook;
  readonly counts: ReturnType<typeof listStatusCounts>;
}) {
  const known = await counts.catch(expectedFailure);
  return <StatusTabs filter={filter} look={look} counts={typeof known === "string" ? undefined : known} />;
}
