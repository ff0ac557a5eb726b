import type { Metadata } from "next";
import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { SplitsPageView } from "@/components/payouts/splits-page-view";
import { readParts, readSplitsQuery } from "@/lib/server/payouts";
import { originOf } from "@/lib/server/request-origin";
import { requireViewer } from "@/lib/server/viewer";
import { askedParams } from "../../asked-params";
import { expectedFailure } from "../../expected-failure";
import { PageProblem } from "../../page-problem";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("payouts");
  return { title: t("parts.title") };
}

export default async function SplitsPage({ searchParams }: PageProps<"/payouts/splits">) {
  const viewer = await requireViewer("payouts.read");
  const params = askedParams(await searchParams);
  const origin = originOf(await headers());
  const read = await readSplitsQuery(viewer, params)
    .then(async (asked) => ({ ...asked, list: await readParts(viewer, asked.query, origin) }))
    .catch(expectedFailure);
  if (typeof read === "string") {
    const t = await getTranslations("payouts");
    return <PageProblem code={read} href={`/payouts/splits?${params}`} retry={t("retry")} />;
  }
  return <SplitsPageView {...read} mayExport={viewer.may("payouts.export")} />;
}
