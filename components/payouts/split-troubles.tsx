import Link from "next/link";
import { useTranslations } from "next-intl";
import { type PayoutQuery, splitsHref } from "@/lib/domain/payout-query";
import type { PayoutReport } from "@/lib/domain/payout-report";
import { Amount } from "../money";
import { Section } from "../ui/section";
import { Table, Td, Th } from "../ui/table";

interface SplitTroublesProps {
  readonly report: PayoutReport;
  readonly query: PayoutQuery;
}

/** Captures and refunds whose splits come to more, or to less, than what moved. */
export function SplitTroubles({ report, query }: SplitTroublesProps) {
  const t = useTranslations("payouts.troubles");
  const { troubles, isTroublesExact } = report;
  if (troubles.length === 0) return null;
  return (
    <Section title={t("title")} isFlush>
      <Table caption={t("title")} isCaptionHidden isStackable>
        <thead>
          <tr>
            <Th>{t("what")}</Th>
            <Th isNumeric>{t("count")}</Th>
            <Th isNumeric>{t("amount")}</Th>
          </tr>
        </thead>
        <tbody>
          {troubles.map(({ currency, issue, count, amount }) => (
            <tr key={`${currency} ${issue}`} className="hover:bg-hover">
              <Th scope="row" className="font-normal @max-[34rem]/table:block!">
                <span className="font-medium">{t(`${issue}.name`)}</span>{" "}
                <span className="block max-w-prose text-ink-faint text-xs">{t(`${issue}.text`)}</span>
              </Th>
              <Td isNumeric label={t("count")}>
                <Link
                  href={splitsHref({ ...query, currency, issue })}
                  prefetch={false}
                  aria-label={t("countLink", { count, currency, what: t(`${issue}.name`) })}
                  className="rounded font-medium text-accent hover:underline"
                >
                  {isTroublesExact ? t("exact", { count }) : t("atLeast", { count })}
                </Link>
              </Td>
              <Td isNumeric label={t("amount")}>
                <Amount value={amount} currency={currency} />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}
