import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { IntakeStrip } from "@/components/callbacks/intake-strip";
import { LookUp } from "@/components/lookup/look-up";
import { RecentOrders, RecentOrdersSkeleton } from "@/components/lookup/recent-orders";
import { WhatItTakes } from "@/components/lookup/what-it-takes";
import { runtime } from "@/lib/runtime";
import { readIntakeHealth } from "@/lib/server/log-health";
import { listRecentOrders } from "@/lib/server/recent-orders";
import { requireViewer, type Viewer } from "@/lib/server/viewer";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("lookup");
  return { title: t("title") };
}

export default async function HomePage() {
  const viewer = await requireViewer("orders.read");
  const t = await getTranslations("lookup");
  return (
    <div className="mx-auto max-w-4xl pt-[clamp(0.5rem,7vh,5rem)]">
      <h1 className="font-semibold text-2xl">{t("title")}</h1>
      <p className="mt-1 mb-4 text-ink-soft">{t("hint")}</p>
      <LookUp size="large">
        <div className="mt-8 grid items-start gap-x-10 gap-y-8 md:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <Suspense fallback={<RecentOrdersSkeleton />}>
            <Recent viewer={viewer} />
          </Suspense>
          <WhatItTakes />
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

async function Recent({ viewer }: { readonly viewer: Viewer }) {
  return <RecentOrders orders={await listRecentOrders(viewer)} />;
}

async function Intake({ viewer }: { readonly viewer: Viewer }) {
  return <IntakeStrip health={await readIntakeHealth(viewer)} now={runtime().now()} />;
}
