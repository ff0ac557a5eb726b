import { useLocale, useTranslations } from "next-intl";
import type { Buckets } from "@/lib/domain/failure-buckets";
import { FEWEST_TRIES, successRate, type TryCount } from "@/lib/domain/payment-tries";
import { formatPercent, formatQuantity } from "@/lib/format/numbers";
import { Disclosure } from "../ui/disclosure";
import { Section } from "../ui/section";
import { Table, Td, Th } from "../ui/table";
import { useBarName } from "./failure-words";
import { SuccessChart } from "./success-chart";

interface SuccessSectionProps {
  readonly tries: readonly TryCount[];
  readonly buckets: Buckets;
  readonly isCounting: boolean;
}

/** How many of the orders that somebody tried to pay were paid, over time, with the counts behind it. */
export function SuccessSection({ tries, buckets, isCounting }: SuccessSectionProps) {
  const t = useTranslations("failures.success");
  const locale = useLocale();
  const barName = useBarName();
  const percent = (count: TryCount) => {
    const rate = successRate(count);
    return rate === undefined ? undefined : formatPercent(Math.round(rate * 10) / 10, locale);
  };
  const whole = {
    tried: tries.reduce((sum, { tried }) => sum + tried, 0),
    paid: tries.reduce((sum, { paid }) => sum + paid, 0),
  };
  const counts = { tried: formatQuantity(whole.tried, locale), paid: formatQuantity(whole.paid, locale) };
  const rate = percent(whole);
  const summary =
    rate === undefined ? t("tooFew", { ...counts, fewest: FEWEST_TRIES }) : t("summary", { ...counts, rate });
  const hasBars = tries.some((count) => successRate(count) !== undefined);
  return (
    <Section title={t("title")}>
      <p className="text-sm">{summary}</p>
      {hasBars && (
        <div className="mt-4">
          <SuccessChart tries={tries} buckets={buckets} isCounting={isCounting} summary={summary} />
        </div>
      )}
      {rate !== undefined && !hasBars && (
        <p className="mt-1 text-ink-soft text-sm">{t("noBars", { fewest: FEWEST_TRIES })}</p>
      )}
      <p className="mt-3 max-w-prose text-ink-faint text-xs">{t("rule", { fewest: FEWEST_TRIES })}</p>
      {whole.tried > 0 && (
        <Disclosure summary={t("asTable")} className="mt-2">
          <div className="-mx-4 max-h-96 overflow-y-auto border-t">
            <Table caption={t("title")} isCaptionHidden>
              <thead>
                <tr>
                  <Th>{t(`unit.${buckets.unit}`)}</Th>
                  <Th isNumeric>{t("tried")}</Th>
                  <Th isNumeric>{t("paid")}</Th>
                  <Th isNumeric>{t("rate")}</Th>
                </tr>
              </thead>
              <tbody>
                {tries.map((count, index) => (
                  <tr key={buckets.starts[index]}>
                    <Th scope="row" className="font-normal tabular-nums">
                      {barName(buckets, index)}
                    </Th>
                    <Td isNumeric>{formatQuantity(count.tried, locale)}</Td>
                    <Td isNumeric>{formatQuantity(count.paid, locale)}</Td>
                    <Td isNumeric>
                      {percent(count) ?? <span className="text-ink-faint">{t("tooFewShort")}</span>}
                    </Td>
                  </tr>
                ))}
              </tbody>
            </Table>
          </div>
        </Disclosure>
      )}
    </Section>
  );
}
