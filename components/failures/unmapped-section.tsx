import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { type DayRange, type FailureFilter, failedOrders } from "@/lib/domain/failure-filter";
import { ordersHref } from "@/lib/domain/order-filter";
import { formatQuantity } from "@/lib/format/numbers";
import en from "@/lib/i18n/messages/en/failures.json";
import { Instant } from "../instant";
import { isKeyOf } from "../order/is-key-of";
import { usePaymentMethod } from "../order/words";
import { ButtonLink } from "../ui/button-link";
import { Section } from "../ui/section";
import { Table, Td, Th } from "../ui/table";

interface UnmappedSectionProps {
  readonly values: readonly {
    readonly value?: string | undefined;
    readonly source: string;
    readonly product?: string | undefined;
    readonly count: number;
    readonly lastAt: string;
    readonly href: string;
  }[];
  readonly filter: FailureFilter;
  readonly days: DayRange;
}

/** Values as received that nothing explains yet, for whoever keeps the decision table; nothing when there are none. */
export function UnmappedSection({ values, filter, days }: UnmappedSectionProps) {
  const t = useTranslations("failures.unmapped");
  const locale = useLocale();
  const method = usePaymentMethod();
  if (values.length === 0) return null;
  const all = ordersHref(failedOrders({ ...filter, group: "reason" }, days, "unmapped"));
  return (
    <Section
      title={t("title")}
      isFlush
      actions={
        <ButtonLink href={all} size="small" prefetch={false}>
          {t("all")}
        </ButtonLink>
      }
    >
      <p className="max-w-prose px-4 pt-3 text-ink-soft text-sm">{t("lead")}</p>
      <Table caption={t("title")} isCaptionHidden isStackable>
        <thead>
          <tr>
            <Th>{t("value")}</Th>
            <Th>{t("source")}</Th>
            <Th>{t("method")}</Th>
            <Th isNumeric>{t("count")}</Th>
            <Th>{t("latest")}</Th>
          </tr>
        </thead>
        <tbody>
          {values.map(({ value, source, product, count, lastAt, href }) => (
            <tr key={`${source} ${product} ${value} ${href}`}>
              <Th scope="row" className="font-normal @max-[34rem]/table:block!">
                {value === undefined ? (
                  <span className="text-ink-faint">{t("withheld")}</span>
                ) : (
                  <code className="wrap-anywhere text-xs">
                    <bdi>{value}</bdi>
                  </code>
                )}
              </Th>
              <Td label={t("source")}>{isKeyOf(en.unmapped.from, source) ? t(`from.${source}`) : source}</Td>
              <Td label={t("method")}>{product === undefined ? "–" : method(product)}</Td>
              <Td isNumeric label={t("count")}>
                {formatQuantity(count, locale)}
              </Td>
              <Td label={t("latest")} className="whitespace-nowrap">
                <Link href={href} prefetch={false} className="rounded text-accent hover:underline">
                  <Instant at={lastAt} style="minute" />
                </Link>
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}
