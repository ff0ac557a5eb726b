import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { LateCaptures } from "@/components/payouts/late-captures";
import { SettlementsPageView } from "@/components/payouts/settlements-page-view";
import { ProblemState } from "@/components/problem-state";
import type { SettlementsQuery } from "@/lib/domain/settlement-query";
import { readLateCaptures } from "@/lib/server/payouts";
import { readSettlements, readSettlementsQuery } from "@/lib/server/settlements";
import { requireViewer } from "@/lib/server/viewer";
import { askedParams } from "../../asked-params";
import { expectedFailure } from "../../expected-failure";
import { PageProblem } from "../../page-problem";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("payouts");
  return { title: t("settlements.title") };
}

export default async function SettlementsPage({ searchParams }: PageProps<"/payouts/settlements">) {
  const viewer = await requireViewer("settlements.read");
  const params = askedParams(await searchParams);
  const { query, problems } = readSettlementsQuery(params);
  const list = await readSettlements(viewer, query).catch(expectedFailure);
  if (typeof list === "string") {
    const t = await getTranslations("payouts");
    return <PageProblem code={list} href={`/payouts/settlements?${params}`} retry={t("retry")} />;
  }
  const late = readLateCaptures(viewer, query.lateAfterDays);
  late.catch(() => {});
  return (
    <SettlementsPageView
      query={query}
      problems={problems}
      list={list}
      late={
        <Suspense>
          <LatePart late={late} query={query} />
        </Suspense>
      }
    />
  );
}

async function LatePart({
  late,
  query,
}: {
  readonly late: ReturnType<typeof readLateCaptures>;
  readonly query: SettlementsQuery;
}) {
  const known = await late.catch(expectedFailure);
  return typeof known === "string" ? (
    <ProblemState code={known} />
  ) : (
    <LateCaptures late={known} query={query} />
  );
}
