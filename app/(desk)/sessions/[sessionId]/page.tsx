import type { Metadata } from "next";
import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { OrderPage } from "@/components/order/order-page";
import { OrderProblem } from "@/components/order/order-problem";
import { OrderSkeleton } from "@/components/order/order-skeleton";
import { shortenIdentifier } from "@/lib/format/identifiers";
import { runtime } from "@/lib/runtime";
import { lookUpSession } from "@/lib/server/orders";
import { requireViewer } from "@/lib/server/viewer";
import { expectedFailure } from "../../expected-failure";
import { firstAnswer } from "../../first-answer";

export async function generateMetadata({ params }: PageProps<"/sessions/[sessionId]">): Promise<Metadata> {
  const [{ sessionId }, t] = await Promise.all([params, getTranslations("order.page")]);
  return { title: t("session", { id: shortenIdentifier(sessionId) }) };
}

export default async function SessionPage({ params }: PageProps<"/sessions/[sessionId]">) {
  const viewer = await requireViewer("orders.read");
  const [{ sessionId }, sent] = await Promise.all([params, headers()]);
  const { env } = runtime();
  const href = new URL(`/sessions/${encodeURIComponent(sessionId)}`, env.appUrl).href;
  return firstAnswer(lookUpSession(viewer, sessionId).catch(expectedFailure), <OrderSkeleton />, (found) =>
    typeof found === "string" ? (
      <OrderProblem
        code={found}
        id={sessionId}
        accountId={env.accountId}
        requestId={sent.get("x-request-id") ?? undefined}
      />
    ) : (
      <OrderPage view={found} pageHref={href} />
    ),
  );
}
