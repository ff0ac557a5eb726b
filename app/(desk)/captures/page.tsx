import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CaptureControls } from "@/components/captures/capture-controls";
import { CapturePanels } from "@/components/captures/capture-panels";
import { CaptureProblems } from "@/components/captures/capture-problems";
import { CaptureRegion } from "@/components/captures/capture-region";
import { CaptureRules } from "@/components/captures/capture-rules";
import { ClientMessages } from "@/components/client-messages";
import { captureParams, capturesHref, daysOf } from "@/lib/domain/capture-query";
import { localDayOf } from "@/lib/domain/local-day";
import { runtime } from "@/lib/runtime";
import { readCaptureQuery, readCaptureReport } from "@/lib/server/captures";
import { requireViewer } from "@/lib/server/viewer";
import { askedParams } from "../asked-params";
import { expectedFailure } from "../expected-failure";
import { PageProblem } from "../page-problem";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("captures");
  return { title: t("title") };
}

export default async function CapturesPage({ searchParams }: PageProps<"/captures">) {
  const viewer = await requireViewer("captures.read");
  const t = await getTranslations("captures");
  const params = askedParams(await searchParams);
  const asked = await readCaptureQuery(viewer, params).catch(expectedFailure);
  if (typeof asked === "string") {
    return <PageProblem code={asked} href={`/captures?${params}`} retry={t("retry")} />;
  }
  const { query, problems } = asked;
  const { env, now } = runtime();
  const at = now();
  const today = localDayOf(at, env.businessTimeZone);
  // What cannot be read now, the panels ask for themselves: the page and its controls stand.
  const report = await readCaptureReport(viewer, query).catch(expectedFailure);
  const known = typeof report === "string" ? undefined : report;
  return (
    <ClientMessages namespaces={["captures"]}>
      <CaptureRegion>
        <div>
          <h1 className="font-semibold text-2xl">{t("title")}</h1>
          <p className="mt-1 max-w-prose text-ink-soft">{t("lead")}</p>
        </div>
        <CaptureProblems problems={problems} cleanHref={capturesHref(query)} />
        <CaptureControls
          key={capturesHref(query)}
          query={query}
          days={daysOf(query, today)}
          currency={known?.currency}
          currencies={known?.currencies.map(({ currency }) => currency) ?? []}
        />
        <CapturePanels
          query={query}
          params={captureParams(query).toString()}
          initial={known && { report: known, read_at: new Date(at).toISOString() }}
          mayExport={viewer.may("captures.export")}
        />
        <CaptureRules />
      </CaptureRegion>
    </ClientMessages>
  );
}
