import Link from "next/link";
import { useLocale, useTimeZone, useTranslations } from "next-intl";
import type { LinkedPart } from "@/lib/domain/payout-report";
import { settlementHref } from "@/lib/domain/settlement-query";
import { timeZoneLabel } from "@/lib/format/instants";
import { formatPercent } from "@/lib/format/numbers";
import { Identifier } from "../identifier";
import { Instant } from "../instant";
import { Amount } from "../money";
import { Table, Td, Th } from "../ui/table";
import { DestinationName } from "./destination-name";
import { SettledChip } from "./settled-chip";
import { SignedAmount } from "./signed-amount";

interface PartsTableProps {
  readonly parts: readonly LinkedPart[];
}

/** Parts of captures and refunds, newest first, each with its order and where it was paid out. */
export function PartsTable({ parts }: PartsTableProps) {
  const t = useTranslations("payouts");
  const locale = useLocale();
  const timeZone = useTimeZone() ?? "UTC";
  const zone = timeZoneLabel(parts[0]?.at ?? "", { locale, timeZone });
  return (
    <Table caption={t("parts.caption")} isCaptionHidden isStackable>
      <thead>
        <tr>
          <Th>
            {t("parts.at")} <span className="font-normal text-2xs">{zone}</span>
          </Th>
          <Th>{t("parts.order")}</Th>
          <Th>{t("parts.what")}</Th>
          <Th>{t("destination")}</Th>
          <Th isNumeric>{t("parts.amount")}</Th>
          <Th isNumeric>{t("parts.share")}</Th>
          <Th isNumeric>{t("column.fee")}</Th>
          <Th>{t("parts.settlement")}</Th>
        </tr>
      </thead>
      <tbody>
        {parts.map((part) => (
          <PartRow key={`${part.orderKey} ${part.partId}`} part={part} />
        ))}
      </tbody>
    </Table>
  );
}

function PartRow({ part }: { readonly part: LinkedPart }) {
  const t = useTranslations("payouts");
  const locale = useLocale();
  const { currency, kind, eventAmount } = part;
  const amount = kind === "refund" ? -part.amount : part.amount;
  const share = eventAmount === 0 ? undefined : (part.amount / eventAmount) * 100;
  return (
    <tr className="hover:bg-hover">
      <Td label={t("parts.at")} className="whitespace-nowrap">
        <Instant at={part.at} style="minute" />
      </Td>
      <Th scope="row" label={t("parts.order")} className="max-w-56 font-normal">
        <Link
          href={part.href}
          prefetch={false}
          className="wrap-anywhere rounded font-medium text-accent hover:underline"
        >
          <bdi>{part.merchantReference ?? t("parts.noReference")}</bdi>
        </Link>
      </Th>
      <Td label={t("parts.what")} className="whitespace-nowrap">
        {t(`parts.kind.${kind}`)}
        {part.part === "unitemized" && (
          <span className="block text-ink-faint text-xs">{t("parts.unitemized")}</span>
        )}
      </Td>
      <Td label={t("destination")} className="max-w-64">
        <DestinationName destination={part.payoutDestinationId} />
        {part.part === "remainder" && part.amount !== eventAmount && (
          <span className="block text-ink-faint text-xs">
            {t(part.amount < 0 ? "parts.over" : "parts.remainder")}
          </span>
        )}
      </Td>
      <Td isNumeric label={t("parts.amount")}>
        <SignedAmount value={amount} currency={currency} />
      </Td>
      <Td isNumeric label={t("parts.share")}>
        {share !== undefined && (
          <span className="whitespace-nowrap">
            {formatPercent(Math.round(share * 10) / 10, locale)}{" "}
            {part.amount !== eventAmount && (
              <span className="block text-ink-faint text-xs">
                {t.rich("parts.of", { amount: () => <Amount value={eventAmount} currency={currency} /> })}
              </span>
            )}
          </span>
        )}
      </Td>
      <Td isNumeric label={t("column.fee")}>
        {part.fee === undefined ? (
          <span className="text-ink-faint" title={t("explained.fee")}>
            {t("parts.untold")}
          </span>
        ) : (
          <SignedAmount value={part.fee} currency={currency} />
        )}
      </Td>
      <Td label={t("parts.settlement")} className="max-w-56">
        <SettledChip isSettled={part.isSettled} />
        {part.settlementIds.map((id) => (
          <span key={id} className="mt-0.5 block">
            <Identifier value={id} label={t("settlements.id")} href={settlementHref(id)} />
          </span>
        ))}
      </Td>
    </tr>
  );
}
