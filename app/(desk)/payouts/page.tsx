import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PayoutsPageView } from "@/components/payouts/payouts-page-view";
import { readPayoutQuery, readPayouts } from "@/lib/server/payouts";
import { requireViewer } from "@/lib/server/viewer";
import { askedParams } from "../asked-params";
import { expectedFailure } from "../expected-failure";
import { PageProblem } from "../page-problem";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("payouts");
  return { title: t("title") };
}

export default async function PayoutsPage({ searchParams }: PageProps<"/payouts">) {
  const viewer = await requireViewer("payouts.read");
  const params = askedParams(await searchParams);
  const read = await readPayoutQuery(viewer, params)
    .then(async (asked) => ({ ...asked, report: await readPayouts(viewer, asked.query) }))
    .catch(expectedFailure);
  if (typeof read === "string") {
    const t = await getTranslations("payouts");
    return <PageProblem code={read} href={`/payouts?${params}`} retry={t("retry")} />;
  }
  return <PayoutsPageView {...read} mayExport={viewer.may("payouts.export")} />;
}
