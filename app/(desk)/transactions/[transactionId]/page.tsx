import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { OrderPage } from "@/components/order/order-page";
import { OrderProblem } from "@/components/order/order-problem";
import { OrderSkeleton } from "@/components/order/order-skeleton";
import { traceHref } from "@/lib/domain/audit-trace";
import { withinList } from "@/lib/domain/list-link";
import { shortenIdentifier } from "@/lib/format/identifiers";
import { runtime } from "@/lib/runtime";
import { findSessionOf, lookUpTransaction } from "@/lib/server/orders";
import { requireViewer } from "@/lib/server/viewer";
import { expectedFailure } from "../../expected-failure";
import { firstAnswer } from "../../first-answer";
import { listOf, PlaceOf } from "../../place-of";

export async function generateMetadata({
  params,
}: PageProps<"/transactions/[transactionId]">): Promise<Metadata> {
  const [{ transactionId }, t] = await Promise.all([params, getTranslations("order.page")]);
  return { title: t("transaction", { id: shortenIdentifier(transactionId) }) };
}

export default async function TransactionPage({
  params,
  searchParams,
}: PageProps<"/transactions/[transactionId]">) {
  const viewer = await requireViewer("orders.read");
  const [{ transactionId }, asked, sent] = await Promise.all([params, searchParams, headers()]);
  const list = listOf(asked);
  const toSession = (id: string) => {
    const path = `/sessions/${encodeURIComponent(id)}`;
    return list === undefined ? path : withinList(path, `/orders?${list}`);
  };
  const { env } = runtime();
  const sessionId = await findSessionOf(viewer, transactionId);
  if (sessionId) redirect(toSession(sessionId));
  const href = new URL(`/transactions/${encodeURIComponent(transactionId)}`, env.appUrl).href;
  return firstAnswer(
    lookUpTransaction(viewer, transactionId).catch(expectedFailure),
    <OrderSkeleton />,
    (found) => {
      if (typeof found === "string") {
        const requestId = sent.get("x-request-id") ?? undefined;
        return (
          <OrderProblem code={found} id={transactionId} accountId={env.accountId} requestId={requestId} />
        );
      }
      // One order, one address. A session that could not be read is no page to send anybody to.
      if (found.session && found.sessionId) redirect(toSession(found.sessionId));
      return (
        <OrderPage
          view={found}
          pageHref={href}
          traceHref={viewer.may("audit.read") ? traceHref({ order: transactionId }) : undefined}
          place={<PlaceOf viewer={viewer} list={list} orderKey={transactionId} />}
        />
      );
    },
  );
}
