import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { OrderPage } from "@/components/order/order-page";
import { OrderProblem } from "@/components/order/order-problem";
import { OrderSkeleton } from "@/components/order/order-skeleton";
import { shortenIdentifier } from "@/lib/format/identifiers";
import { runtime } from "@/lib/runtime";
import { findSessionOf, lookUpTransaction } from "@/lib/server/orders";
import { requireViewer } from "@/lib/server/viewer";
import { expectedFailure } from "../../expected-failure";
import { firstAnswer } from "../../first-answer";

export async function generateMetadata({
  params,
}: PageProps<"/transactions/[transactionId]">): Promise<Metadata> {
  const [{ transactionId }, t] = await Promise.all([params, getTranslations("order.page")]);
  return { title: t("transaction", { id: shortenIdentifier(transactionId) }) };
}

export default async function TransactionPage({ params }: PageProps<"/transactions/[transactionId]">) {
  const viewer = await requireViewer("orders.read");
  const [{ transactionId }, sent] = await Promise.all([params, headers()]);
  const { env } = runtime();
  const sessionId = await findSessionOf(viewer, transactionId);
  if (sessionId) redirect(`/sessions/${encodeURIComponent(sessionId)}`);
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
      if (found.session && found.sessionId) redirect(`/sessions/${encodeURIComponent(found.sessionId)}`);
      return <OrderPage view={found} pageHref={href} />;
    },
  );
}
