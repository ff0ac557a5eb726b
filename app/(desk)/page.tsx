import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LookUp } from "@/components/lookup/look-up";
import { WhatItTakes } from "@/components/lookup/what-it-takes";
import { requireViewer } from "@/lib/server/viewer";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("lookup");
  return { title: t("title") };
}

export default async function HomePage() {
  await requireViewer("orders.read");
  const t = await getTranslations("lookup");
  return (
    <div className="mx-auto max-w-4xl pt-[clamp(1rem,8vh,5rem)]">
      <h1 className="font-semibold text-2xl">{t("title")}</h1>
      <p className="mt-1 mb-4 text-ink-soft">{t("hint")}</p>
      <LookUp size="large" />
      <div className="mt-10 grid gap-x-10 gap-y-8 md:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <WhatItTakes />
      </div>
    </div>
  );
}
