import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { ClientMessages } from "@/components/client-messages";
import { ProblemState } from "@/components/problem-state";
import { AccountSection } from "@/components/settings/account-section";
import { AskAgain } from "@/components/settings/ask-again";
import { CallbacksSection } from "@/components/settings/callbacks-section";
import { DinteroNow } from "@/components/settings/dintero-now";
import { ReconciliationSection } from "@/components/settings/reconciliation-section";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { Section } from "@/components/ui/section";
import { SkeletonRows } from "@/components/ui/skeleton";
import { askDinteroNow, READS, readConnection } from "@/lib/server/connection";
import { requireViewer } from "@/lib/server/viewer";
import { expectedFailure } from "../../expected-failure";
import { PageProblem } from "../../page-problem";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings");
  return { title: `${t("parts.connection")} · ${t("title")}` };
}

export default async function ConnectionPage() {
  const viewer = await requireViewer("settings.manage");
  // The rest of the page does not wait for Dintero.
  const answer = askDinteroNow(viewer);
  answer.catch(() => {});
  const [t, errors, connection] = await Promise.all([
    getTranslations("settings.now"),
    getTranslations("errors"),
    readConnection(viewer).catch(expectedFailure),
  ]);
  if (typeof connection === "string")
    return <PageProblem code={connection} href="/settings/connection" retry={errors("retry")} />;
  return (
    <ClientMessages namespaces={["settings", "callbacks"]}>
      <SettingsFrame part="connection">
        <AccountSection {...connection} />
        <Section title={t("title")} isFlush actions={<AskAgain />}>
          <Suspense
            fallback={
              <div role="status">
                <span className="sr-only">{t("asking")}</span>
                <SkeletonRows count={READS.length + 2} />
              </div>
            }
          >
            <Answer answer={answer} />
          </Suspense>
        </Section>
        <CallbacksSection {...connection} />
        <ReconciliationSection state={connection.reconciliation} check={connection.intake.check} />
      </SettingsFrame>
    </ClientMessages>
  );
}

async function Answer({ answer }: { readonly answer: ReturnType<typeof askDinteroNow> }) {
  const now = await answer.catch(expectedFailure);
  return typeof now === "string" ? <ProblemState code={now} /> : <DinteroNow {...now} />;
}
