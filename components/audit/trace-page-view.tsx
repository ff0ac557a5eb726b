import { ArrowLeft, UserRoundX } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { auditHref } from "@/lib/domain/audit-filter";
import type { Trace, TraceQuestion } from "@/lib/domain/audit-trace";
import { shortenIdentifier } from "@/lib/format/identifiers";
import { TraceForm } from "./trace-form";
import { TracedExports } from "./traced-exports";
import { TracedPeople } from "./traced-people";

interface TracePageViewProps {
  readonly question: TraceQuestion & { readonly order: string };
  readonly trace: Trace;
}

/** The answer to a breach: who looked at one order, and which exports held it. */
export function TracePageView({ question, trace }: TracePageViewProps) {
  const t = useTranslations("audit.trace");
  const { order, from, to } = question;
  return (
    <div className="grid gap-4">
      <header className="grid gap-1">
        <Link
          href={auditHref()}
          prefetch={false}
          className="flex min-h-6 w-fit items-center gap-1 rounded text-accent text-sm hover:underline"
        >
          <ArrowLeft aria-hidden="true" className="size-3.5" />
          {t("back")}
        </Link>
        <h1 className="wrap-anywhere font-semibold text-2xl" title={order}>
          {t("page", { id: shortenIdentifier(order) })}
        </h1>
        <p className="flex flex-wrap gap-x-3 text-ink-soft">
          <Days from={from} to={to} />
          {trace.isHeld && (
            <Link
              href={`/sessions/${encodeURIComponent(order)}`}
              prefetch={false}
              className="rounded text-accent hover:underline"
            >
              {t("openOrder")}
            </Link>
          )}
        </p>
      </header>
      {!trace.isComplete && <Notice tone="waiting" title={t("incomplete")} />}
      <Section title={t("people")} isFlush>
        {trace.people.length === 0 ? (
          <EmptyState icon={<UserRoundX aria-hidden="true" />} title={t("nobodyTitle")}>
            {t("nobodyLead")}
          </EmptyState>
        ) : (
          <TracedPeople people={trace.people} question={question} />
        )}
        <p className="border-t px-4 py-2.5 text-ink-faint text-xs">
          {t("lists")}{" "}
          <Link
            href={auditHref({ kind: "look", from, to })}
            prefetch={false}
            className="rounded text-accent underline"
          >
            {t("listsLink")}
          </Link>
        </p>
      </Section>
      <Section title={t("exports")} isFlush>
        {!trace.isHeld ? (
          <p className="px-4 py-3 text-ink-soft text-sm">{t("notHeld")}</p>
        ) : trace.exports.length === 0 ? (
          <p className="px-4 py-3 text-ink-soft text-sm">{t("noExports")}</p>
        ) : (
          <TracedExports exports={trace.exports} />
        )}
        <p className="border-t px-4 py-2.5 text-ink-faint text-xs">{t("exportRule")}</p>
      </Section>
      <TraceForm question={question} />
    </div>
  );
}

function Days({ from, to }: Pick<TraceQuestion, "from" | "to">) {
  const t = useTranslations("audit.trace");
  if (from === undefined && to === undefined) return t("always");
  if (to === undefined) return t("fromOn", { from: from ?? "" });
  return from === undefined ? t("until", { to }) : t("between", { from, to });
}
