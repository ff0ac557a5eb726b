import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AuditPageView } from "@/components/audit/audit-page-view";
import { ClientMessages } from "@/components/client-messages";
import { parseAuditFilter } from "@/lib/domain/audit-filter";
import { readActors, readAudit, readAuditState } from "@/lib/server/audit";
import { requireViewer } from "@/lib/server/viewer";
import { askedParams } from "../asked-params";
import { expectedFailure } from "../expected-failure";
import { PageProblem } from "../page-problem";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("audit");
  return { title: t("title") };
}

export default async function AuditPage({ searchParams }: PageProps<"/audit">) {
  const viewer = await requireViewer("audit.read");
  const params = askedParams(await searchParams);
  const { filter, problems } = parseAuditFilter(params);
  const read = await readAudit(viewer, filter)
    .then(async (page) => {
      const [actors, state] = await Promise.all([readActors(viewer), readAuditState(viewer)]);
      return { page, actors, state };
    })
    .catch(expectedFailure);
  if (typeof read === "string") {
    const t = await getTranslations("audit");
    return <PageProblem code={read} href={`/audit?${params}`} retry={t("retry")} />;
  }
  return (
    <ClientMessages namespaces={["audit"]}>
      <AuditPageView filter={filter} problems={problems} {...read} />
    </ClientMessages>
  );
}
