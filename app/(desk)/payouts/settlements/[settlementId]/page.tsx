import type { Metadata } from "next";
import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { FileElsewhere } from "@/components/payouts/file-elsewhere";
import { SettlementPageView } from "@/components/payouts/settlement-page-view";
import { ProblemState } from "@/components/problem-state";
import { parseSettlementQuery } from "@/lib/domain/settlement-query";
import { originOf } from "@/lib/server/request-origin";
import { openSettlementFile } from "@/lib/server/settlement-file";
import { readSettlement } from "@/lib/server/settlements";
import { requireViewer } from "@/lib/server/viewer";
import { askedParams } from "../../../asked-params";
import { expectedFailure } from "../../../expected-failure";
import { PageProblem } from "../../../page-problem";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("payouts");
  return { title: t("settlements.single") };
}

export default async function SettlementPage({
  params,
  searchParams,
}: PageProps<"/payouts/settlements/[settlementId]">) {
  const viewer = await requireViewer("settlements.read");
  const id = decoded((await params).settlementId);
  const { query, problems } = parseSettlementQuery(askedParams(await searchParams));
  const origin = originOf(await headers());
  const detail = await readSettlement(viewer, id, query, origin).catch(expectedFailure);
  if (typeof detail === "string") {
    const t = await getTranslations("payouts");
    const href = `/payouts/settlements/${encodeURIComponent(id)}`;
    return <PageProblem code={detail} href={href} retry={t("retry")} />;
  }
  const { elsewhere } = query;
  const file =
    elsewhere === undefined || !detail.mayHaveFiles
      ? undefined
      : await openSettlementFile(viewer, { settlementId: id, attachmentId: elsewhere }, origin).catch(
          expectedFailure,
        );
  return (
    <SettlementPageView
      query={query}
      problems={problems}
      detail={detail}
      elsewhere={
        typeof file === "string" ? (
          <ProblemState code={file} />
        ) : file?.kind === "link" ? (
          <FileElsewhere url={file.url} />
        ) : null
      }
    />
  );
}

/** A page's parameter comes as it stands in the address. One that is no text names no settlement. */
function decoded(parameter: string): string {
  try {
    return decodeURIComponent(parameter);
  } catch {
    return parameter;
  }
}
