import Link from "next/link";
import { useLocale, useMessages, useTimeZone, useTranslations } from "next-intl";
import type { LinkedLine } from "@/lib/domain/settlement-report";
import { timeZoneLabel } from "@/lib/format/instants";
import { Identifier } from "../identifier";
import { Instant } from "../instant";
import { Table, Td, Th } from "../ui/table";
import { SignedAmount } from "./signed-amount";

interface LinesTableProps {
  readonly lines: readonly LinkedLine[];
}

const AMOUNTS = ["capture", "refund", "fee", "amount"] as const;

/** What each capture and refund says of a settlement, oldest first. */
export function LinesTable({ lines }: LinesTableProps) {
  const t = useTranslations("payouts.settlements");
  const locale = useLocale();
  const timeZone = useTimeZone() ?? "UTC";
  const zone = timeZoneLabel(lines[0]?.at ?? "", { locale, timeZone });
  return (
    <Table caption={t("lines.title")} isCaptionHidden isStackable>
      <thead>
        <tr>
          <Th>
            {t("lines.at")} <span className="font-normal text-2xs">{zone}</span>
          </Th>
          <Th>{t("lines.order")}</Th>
          <Th>{t("lines.event")}</Th>
          {AMOUNTS.map((name) => (
            <Th key={name} isNumeric>
              {t(`amounts.${name}`)}
            </Th>
          ))}
          <Th>{t("lines.correlation")}</Th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <LineRow key={`${line.orderKey} ${line.lineId}`} line={line} />
        ))}
      </tbody>
    </Table>
  );
}

function LineRow({ line }: { readonly line: LinkedLine }) {
  const t = useTranslations("payouts.settlements");
  const { payouts } = useMessages();
  const words: Readonly<Record<string, string>> = payouts.settlements.lines.events;
  return (
    <tr className="hover:bg-hover">
      <Td label={t("lines.at")} className="whitespace-nowrap">
        {line.at === undefined ? t("untold") : <Instant at={line.at} style="minute" />}
      </Td>
      <Th scope="row" label={t("lines.order")} className="max-w-56 font-normal">
        <Link
          href={line.href}
          prefetch={false}
          className="wrap-anywhere rounded font-medium text-accent hover:underline"
        >
          <bdi>{line.merchantReference ?? t("lines.noReference")}</bdi>
        </Link>
      </Th>
      <Td label={t("lines.event")}>{words[line.event] ?? line.event}</Td>
      {AMOUNTS.map((name) => (
        <Td key={name} isNumeric label={t(`amounts.${name}`)}>
          {line[name] === undefined ? (
            <span className="text-ink-faint">–</span>
          ) : (
            <SignedAmount value={line[name]} currency={line.currency} />
          )}
        </Td>
      ))}
      <Td label={t("lines.correlation")} className="max-w-52">
        {line.eventCorrelationId && (
          <Identifier value={line.eventCorrelationId} label={t("lines.eventCorrelation")} isCopyable />
        )}
        {line.payoutCorrelationId && (
          <span className="block">
            <Identifier value={line.payoutCorrelationId} label={t("lines.payoutCorrelation")} isCopyable />
          </span>
        )}
      </Td>
    </tr>
  );
}
