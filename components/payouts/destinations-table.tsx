import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import {
  destinationParameter,
  type PayoutQuery,
  type SplitsQuery,
  splitsHref,
} from "@/lib/domain/payout-query";
import type { CurrencyPayouts, PayoutFigures, PayoutRow } from "@/lib/domain/payout-report";
import { formatPercent, formatQuantity } from "@/lib/format/numbers";
import { Chip } from "../ui/chip";
import { Table, Td, Th } from "../ui/table";
import { DestinationName } from "./destination-name";
import { SignedAmount } from "./signed-amount";

interface DestinationsTableProps {
  readonly payouts: CurrencyPayouts;
  readonly query: PayoutQuery;
}

const COLUMNS = ["captured", "refunded", "net", "fee", "settled", "unsettled"] as const;
type Column = (typeof COLUMNS)[number];

/** The parts behind a figure of a row; a net, a fee or a settled net has both kinds behind it. */
const BEHIND: Record<Column, Partial<SplitsQuery>> = {
  captured: { kind: "capture" },
  refunded: { kind: "refund" },
  net: {},
  fee: {},
  settled: { isSettled: true },
  unsettled: { isSettled: false },
};

/** What each payout destination came to in one currency, the most captured first. Every figure leads to its parts. */
export function DestinationsTable({ payouts, query }: DestinationsTableProps) {
  const t = useTranslations("payouts");
  const { currency, rows, rest, total } = payouts;
  return (
    <Table caption={t("table.caption", { currency })} isCaptionHidden isStackable>
      <thead>
        <tr>
          <Th>{t("destination")}</Th>
          {COLUMNS.map((column) => (
            <Th key={column} isNumeric title={t(`explained.${column}`)}>
              {t(`column.${column}`)}
            </Th>
          ))}
          <Th isNumeric>{t("column.count")}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <DestinationRow
            key={row.destination ?? ""}
            row={row}
            currency={currency}
            captured={total.captured}
            asked={{ ...query, currency, destination: destinationParameter(row.destination) }}
          />
        ))}
        {rest && (
          <tr>
            <Th scope="row" className="font-normal text-ink-soft">
              {t("table.rest", { count: rest.destinations })}
            </Th>
            <Figures figures={rest} currency={currency} />
          </tr>
        )}
      </tbody>
      <tfoot className="[&_td]:border-t [&_td]:border-b-0 [&_td]:font-medium [&_th]:border-t [&_th]:border-b-0">
        <tr>
          <Th scope="row">{t("table.total")}</Th>
          <Figures figures={total} currency={currency} asked={{ ...query, currency }} />
        </tr>
      </tfoot>
    </Table>
  );
}

interface DestinationRowProps {
  readonly row: PayoutRow;
  readonly currency: string;
  /** By all of them. */
  readonly captured: number;
  readonly asked: Partial<SplitsQuery>;
}

function DestinationRow({ row, currency, captured, asked }: DestinationRowProps) {
  const t = useTranslations("payouts");
  const locale = useLocale();
  const share = captured === 0 ? undefined : (row.captured / captured) * 100;
  return (
    <tr className="hover:bg-hover">
      <Th scope="row" className="min-w-44 max-w-80 font-normal @max-[34rem]/table:block!">
        <DestinationName destination={row.destination} />
        <span className="mt-0.5 flex flex-wrap items-center gap-1.5">
          {share !== undefined && (
            <span className="text-ink-faint text-xs">
              {t("table.share", { share: formatPercent(Math.round(share * 10) / 10, locale) })}
            </span>
          )}
          {row.isNeverSettled && <Chip tone="bad">{t("never.chip")}</Chip>}
        </span>
      </Th>
      <Figures figures={row} currency={currency} asked={asked} />
    </tr>
  );
}

interface FiguresProps {
  readonly figures: PayoutFigures;
  readonly currency: string;
  /** Absent where no one list has all of it. */
  readonly asked?: Partial<SplitsQuery> | undefined;
}

function Figures({ figures, currency, asked }: FiguresProps) {
  const t = useTranslations("payouts");
  const locale = useLocale();
  return (
    <>
      {COLUMNS.map((column) => (
        <Td key={column} isNumeric label={t(`column.${column}`)}>
          {asked === undefined || figures[column] === 0 ? (
            <SignedAmount value={figures[column]} currency={currency} />
          ) : (
            <Link
              href={splitsHref({ ...asked, ...BEHIND[column] })}
              prefetch={false}
              className="rounded hover:underline"
            >
              <SignedAmount value={figures[column]} currency={currency} />
            </Link>
          )}
        </Td>
      ))}
      <Td isNumeric label={t("column.count")} className="whitespace-nowrap">
        {t("table.counts", {
          captures: formatQuantity(figures.capturedCount, locale),
          refunds: formatQuantity(figures.refundedCount, locale),
        })}
      </Td>
    </>
  );
}
