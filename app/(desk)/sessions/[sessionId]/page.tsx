import type { Metadata } from "next";
import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { OrderPage } from "@/components/order/order-page";
import { OrderProblem } from "@/components/order/order-problem";
import { shortenIdentifier } from "@/lib/format/identifiers";
import { runtime } from "@/lib/runtime";
import { lookUpSession } from "@/lib/server/orders";
import { requireViewer } from "@/lib/server/viewer";
import { expectedFailure } from "../../expected-failure";

export async function generateMetadata({ params }: PageProps<"/sessions/[sessionId]">): Promise<Metadata> {
  const [{ sessionId }, t] = await Promise.all([params, getTranslations("order.page")]);
  return { title: t("session", { id: shortenIdentifier(sessionId) }) };
}

export default async function SessionPage({ params }: PageProps<"/sessions/[sessionId]">) {
  const viewer = await requireViewer("orders.read");
  const { sessionId } = await params;
  const { env } = runtime();
  const found = await lookUpSession(viewer, sessionId).catch(expectedFailure);
  if (typeof found === "string") {
    const requestId = (await headers()).get("x-request-id") ?? undefined;
    return <OrderProblem code={found} id={sessionId} accountId={env.accountId} requestId={requestId} />;
  }
  return (
    <OrderPage
      view={found}
      pageHref={new URL(`/sessions/${encodeURIComponent(sessionId)}`, env.appUrl).href}
    />
  );
}
