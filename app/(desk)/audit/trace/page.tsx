import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FilterProblems } from "@/components/audit/filter-problems";
import { TraceForm } from "@/components/audit/trace-form";
import { TracePageView } from "@/components/audit/trace-page-view";
import { parseTraceQuestion, traceHref } from "@/lib/domain/audit-trace";
import { traceOrder } from "@/lib/server/audit-trace";
import { requireViewer } from "@/lib/server/viewer";
import { askedParams } from "../../asked-params";
import { expectedFailure } from "../../expected-failure";
import { PageProblem } from "../../page-problem";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("audit.trace");
  return { title: t("title") };
}

export default async function TracePage({ searchParams }: PageProps<"/audit/trace">) {
  const viewer = await requireViewer("audit.read");
  const { question, problems } = parseTraceQuestion(askedParams(await searchParams));
  const { order } = question;
  const t = await getTranslations("audit");
  const notice = <FilterProblems problems={problems} cleanHref={traceHref(question)} />;
  if (order === undefined)
    return (
      <div className="grid gap-4">
        <h1 className="font-semibold text-2xl">{t("trace.title")}</h1>
        {notice}
        <TraceForm question={question} />
      </div>
    );
  const trace = await traceOrder(viewer, { ...question, order }).catch(expectedFailure);
  if (typeof trace === "string")
    return <PageProblem code={trace} href={traceHref(question)} retry={t("retry")} />;
  return (
    <div className="grid gap-4">
      {notice}
      <TracePageView question={{ ...question, order }} trace={trace} />
    </div>
  );
}
