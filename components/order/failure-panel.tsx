import { CircleHelp, Landmark, type LucideIcon, Server, Settings, User } from "lucide-react";
import { useTranslations } from "next-intl";
import { Instant } from "@/components/instant";
import { Amount } from "@/components/money";
import { Chip } from "@/components/ui/chip";
import { Facts } from "@/components/ui/facts";
import type { Amounts, Failure, TimelineEntry, Who } from "@/lib/domain/order";
import { useFailureHeadline, useFailureNext, useRetryAdvice } from "./failure-words";
import { Code } from "./inline";
import { usePaymentMethod } from "./words";

interface FailurePanelProps {
  readonly failure: Failure;
  readonly amounts: Amounts;
  readonly timeline: readonly TimelineEntry[];
}

const WHO_ICONS: Record<Who, LucideIcon> = {
  customer: User,
  bank: Landmark,
  provider: Server,
  merchant: Settings,
  unknown: CircleHelp,
};

/** Why money did not move: what happened, who said no, whether to try again, what to do, and what that rests on. */
export function FailurePanel({ failure, amounts, timeline }: FailurePanelProps) {
  const t = useTranslations("order.verdict");
  const who = useTranslations("failure.who");
  const headlineOf = useFailureHeadline();
  const nextOf = useFailureNext();
  const adviceOf = useRetryAdvice();
  const methodOf = usePaymentMethod();
  const { error, paymentProductType } = failure;
  const WhoIcon = WHO_ICONS[failure.who];
  const entry = timeline.findLast((candidate) => candidate.failure && candidate.at === failure.at);
  const attempt = attemptOf(failure, timeline);
  return (
    <div className="mt-4 grid gap-4 border-t pt-4">
      <div className="grid gap-2">
        <div className="flex flex-wrap items-center gap-2">
          <Chip tone={failure.who === "merchant" ? "bad" : "neutral"} icon={<WhoIcon aria-hidden="true" />}>
            {who(failure.who)}
          </Chip>
          <p className="min-w-0 font-medium">{headlineOf(failure)}</p>
        </div>
        <dl className="grid gap-1 text-sm">
          <Line label={t("retryLabel")} text={adviceOf(failure.retry)} />
          <Line label={t("next")} text={nextOf(failure)} />
        </dl>
      </div>
      <div>
        <h3 className="mb-2 text-ink-faint text-xs">{t("evidence")}</h3>
        <Facts
          columns={3}
          items={[
            {
              label: t("reason"),
              value: <Code>{failure.reason}</Code>,
              note: failure.isMapped ? undefined : t("unmapped"),
            },
            { label: t("code"), value: error?.code && <Code>{error.code}</Code> },
            {
              label: t("types"),
              value: error && error.types.length > 0 ? <Code>{error.types.join(", ")}</Code> : undefined,
            },
            { label: t("resultCode"), value: error?.resultCode && <Code>{error.resultCode}</Code> },
            { label: t("message"), value: error?.message && <q>{error.message}</q> },
            { label: t("method"), value: paymentProductType && methodOf(paymentProductType) },
            {
              label: t("amount"),
              value: <Amount value={entry?.amount ?? amounts.ordered} currency={amounts.currency} />,
            },
            { label: t("attempt"), value: attempt && t("attemptOf", attempt) },
            {
              label: t("when"),
              value: failure.at && <Instant at={failure.at} />,
              note: entry && (
                <a href={`#${entry.id}`} className="text-accent underline-offset-2 hover:underline">
                  {t("showEvent")}
                </a>
              ),
            },
          ]}
        />
      </div>
    </div>
  );
}

interface LineProps {
  readonly label: string;
  readonly text: string | undefined;
}

function Line({ label, text }: LineProps) {
  if (!text) return null;
  return (
    <div className="sm:grid sm:grid-cols-[7rem_minmax(0,1fr)] sm:gap-x-3">
      <dt className="text-ink-faint">{label}</dt>
      <dd className="max-w-prose">{text}</dd>
    </div>
  );
}

/** Which try this was, by the locks that tries put on the session; undefined when there was but one or none are known. */
function attemptOf(failure: Failure, timeline: readonly TimelineEntry[]) {
  const starts = timeline.filter((entry) => entry.name === "PAY_LOCK_START");
  const number = starts.filter((entry) => entry.at && failure.at && entry.at <= failure.at).length;
  return starts.length > 1 && number > 0 ? { number, count: starts.length } : undefined;
}
