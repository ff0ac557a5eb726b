import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { IntakeStrip } from "@/components/callbacks/intake-strip";
import { ClientMessages } from "@/components/client-messages";
import { Attention } from "@/components/home/attention";
import { AttentionSkeleton } from "@/components/home/attention-skeleton";
import { PartFailed } from "@/components/home/part-failed";
import { SharedViews } from "@/components/home/shared-views";
import { LookUp } from "@/components/lookup/look-up";
import { RecentOrders, RecentOrdersSkeleton } from "@/components/lookup/recent-orders";
import { WhatItTakes } from "@/components/lookup/what-it-takes";
import { runtime } from "@/lib/runtime";
import { readAttention } from "@/lib/server/attention";
import { readIntakeHealth } from "@/lib/server/log-health";
import { listRecentOrders } from "@/lib/server/recent-orders";
import { requireViewer, type Viewer } from "@/lib/server/viewer";
import { listSavedViews } from "@/lib/server/views";
import { expectedFailure } from "./expected-failure";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("lookup");
  return { title: t("title") };
}

export default async function HomePage() {
  const viewer = await requireViewer("orders.read");
  const t = await getTranslations("lookup");
  return (
    <div className="mx-auto max-w-5xl pt-[clamp(0.5rem,7vh,5rem)]">
      <h1 className="font-semibold text-2xl">{t("title")}</h1>
      <p className="mt-1 mb-4 text-ink-soft">{t("hint")}</p>
      <LookUp size="large">
        <div className="mt-8 grid items-start gap-8 md:grid-cols-2">
          <Suspense fallback={<AttentionSkeleton />}>
            <NeedsAttention viewer={viewer} />
          </Suspense>
          <div className="grid min-w-0 gap-8">
            <Suspense fallback={<RecentOrdersSkeleton />}>
              <Recent viewer={viewer} />
            </Suspense>
            <Suspense>
              <Views viewer={viewer} />
            </Suspense>
            <WhatItTakes />
          </div>
        </div>
      </LookUp>
      {viewer.may("callbacks.read") && (
        <div className="mt-8 min-h-11">
          <Suspense>
            <Intake viewer={viewer} />
          </Suspense>
        </div>
      )}
    </div>
  );
}

/** What failed here is asked for again by the panel itself; the page stands. */
async function NeedsAttention({ viewer }: { readonly viewer: Viewer }) {
  const known = await readAttention(viewer).catch(expectedFailure);
  return (
    <ClientMessages namespaces={["home"]}>
      <Attention initial={typeof known === "string" ? undefined : known} />
    </ClientMessages>
  );
}

async function Recent({ viewer }: { readonly viewer: Viewer }) {
  const orders = await listRecentOrders(viewer).catch(expectedFailure);
  return typeof orders === "string" ? <PartFailed part="recent" /> : <RecentOrders orders={orders} />;
}

/** Where nobody has shared any, nothing: they are made in the list. */
async function Views({ viewer }: { readonly viewer: Viewer }) {
  const views = await listSavedViews(viewer).catch(expectedFailure);
  if (typeof views === "string") return <PartFailed part="views" />;
  const shared = views.filter((view) => view.is_shared);
  return shared.length > 0 && <SharedViews views={shared} />;
}

async function Intake({ viewer }: { readonly viewer: Viewer }) {
  const health = await readIntakeHealth(viewer).catch(expectedFailure);
  if (typeof health === "string") return <PartFailed part="intake" />;
  return <IntakeStrip health={health} now={runtime().now()} />;
}
