import { useTranslations } from "next-intl";
import { Instant } from "@/components/instant";
import { Amount } from "@/components/money";
import { Facts } from "@/components/ui/facts";
import { attemptAt } from "@/lib/domain/attempt";
import type { Failure } from "@/lib/domain/order";
import type { OrderView } from "@/lib/domain/order-view";
import { useBasisSentence, useResultCodeMeaning } from "./failure-words";
import { Code } from "./inline";
import { usePaymentMethod } from "./words";

interface FailureEvidenceProps {
  readonly failure: Failure;
  readonly view: OrderView;
}

/** What an explanation rests on: the values as received, what they mean by the standard, and whose word that is. */
export function FailureEvidence({ failure, view }: FailureEvidenceProps) {
  const t = useTranslations("order.verdict");
  const methodOf = usePaymentMethod();
  const meaningOf = useResultCodeMeaning();
  const basisOf = useBasisSentence();
  const { amounts, timeline } = view.order;
  const { error, paymentProductType, providerValues, basis } = failure;
  const entry = timeline.findLast((candidate) => candidate.failure && candidate.at === failure.at);
  const attempt = attemptAt(view, failure.at);
  const sessions = view.context.attempt;
  const resultCode = error?.resultCode;
  return (
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
          {
            label: t("resultCode"),
            value: resultCode && <Code>{resultCode}</Code>,
            note: resultCode && (meaningOf(resultCode) ?? t("codeUnknown")),
          },
          { label: t("message"), value: error?.message && <q>{error.message}</q> },
          {
            label: t("providerValues"),
            value: providerValues?.map(({ key, value }) => (
              <div key={key}>
                <Code>
                  {key} = {value}
                </Code>
              </div>
            )),
          },
          { label: t("method"), value: paymentProductType && methodOf(paymentProductType) },
          {
            label: t("amount"),
            value: <Amount value={entry?.amount ?? amounts.ordered} currency={amounts.currency} />,
          },
          {
            label: t("attempt"),
            value: attempt && attempt.count > 1 && t("attemptOf", { ...attempt }),
            note: sessions && t("sessionOf", { ...sessions }),
          },
          {
            label: t("attempt"),
            value: !(attempt && attempt.count > 1) && sessions && t("sessionOf", { ...sessions }),
          },
          {
            label: t("when"),
            value: failure.at && <Instant at={failure.at} />,
            note: entry && (
              <a href={`#${entry.id}`} className="text-accent underline-offset-2 hover:underline">
                {t("showEvent")}
              </a>
            ),
          },
        ].map(({ value, ...fact }) => ({ ...fact, value: value || undefined }))}
      />
      {basis && <p className="mt-3 max-w-prose text-ink-faint text-xs">{basisOf(basis)}</p>}
    </div>
  );
}
