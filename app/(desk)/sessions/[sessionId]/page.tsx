import type { Metadata } from "next";
import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { OrderPage } from "@/components/order/order-page";
import { OrderProblem } from "@/components/order/order-problem";
import { OrderSkeleton } from "@/components/order/order-skeleton";
import { traceHref } from "@/lib/domain/audit-trace";
import { shortenIdentifier } from "@/lib/format/identifiers";
import { runtime } from "@/lib/runtime";
import { lookUpSession } from "@/lib/server/orders";
import { requireViewer } from "@/lib/server/viewer";
import { expectedFailure } from "../../expected-failure";
import { firstAnswer } from "../../first-answer";
import { listOf, PlaceOf } from "../../place-of";

export async function generateMetadata({ params }: PageProps<"/sessions/[sessionId]">): Promise<Metadata> {
  const [{ sessionId }, t] = await Promise.all([params, getTranslations("order.page")]);
  return { title: t("session", { id: shortenIdentifier(sessionId) }) };
}

export default async function SessionPage({ params, searchParams }: PageProps<"/sessions/[sessionId]">) {
  const viewer = await requireViewer("orders.read");
  const [{ sessionId }, asked, sent] = await Promise.all([params, searchParams, headers()]);
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
      <OrderPage
        view={found}
        pageHref={href}
        traceHref={viewer.may("audit.read") ? traceHref({ order: sessionId }) : undefined}
        place={<PlaceOf viewer={viewer} list={listOf(asked)} orderKey={sessionId} />}
      />
    ),
  );
}
