import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { ComparedAmounts } from "@/lib/domain/settlement";
import type { ListedSettlement } from "@/lib/domain/settlement-report";
import { Identifier } from "../identifier";
import { Instant } from "../instant";
import { Chip } from "../ui/chip";
import { Table, Td, Th } from "../ui/table";
import { MatchedChip } from "./matched-chip";
import { PaymentStatus } from "./payment-status";
import { SignedAmount } from "./signed-amount";

interface SettlementsTableProps {
  readonly settlements: readonly ListedSettlement[];
}

const AMOUNTS = ["capture", "refund", "fee", "amount"] as const;

/** What Dintero paid out, newest first, each currency on a line of its own. */
export function SettlementsTable({ settlements }: SettlementsTableProps) {
  const t = useTranslations("payouts.settlements");
  return (
    <Table caption={t("caption")} isCaptionHidden isStackable>
      <thead>
        <tr>
          <Th>{t("settledAt")}</Th>
          <Th>{t("provider")}</Th>
          <Th>{t("period")}</Th>
          <Th>{t("statusHead")}</Th>
          {AMOUNTS.map((name) => (
            <Th key={name} isNumeric>
              {t(`amounts.${name}`)}
            </Th>
          ))}
          <Th>{t("match.head")}</Th>
        </tr>
      </thead>
      <tbody>
        {settlements.map((settlement) => (
          <SettlementRow key={settlement.id} settlement={settlement} />
        ))}
      </tbody>
    </Table>
  );
}

function SettlementRow({ settlement }: { readonly settlement: ListedSettlement }) {
  const t = useTranslations("payouts.settlements");
  const { compared, problem } = settlement;
  const told = compared.filter((each) => each.told !== undefined);
  return (
    <tr className="hover:bg-hover">
      <Th scope="row" className="font-normal @max-[34rem]/table:block!">
        <Link
          href={settlement.href}
          prefetch={false}
          className="block whitespace-nowrap rounded font-medium text-accent hover:underline"
        >
          <Instant at={settlement.listedAt} style="date" />
        </Link>
        <span className="block max-w-44">
          <Identifier value={settlement.id} label={t("id")} />
        </span>
        {problem !== undefined && <Chip tone="bad">{t("unreadable.chip")}</Chip>}
      </Th>
      <Td label={t("provider")} className="max-w-52">
        <bdi className="wrap-anywhere">{settlement.provider ?? t("untold")}</bdi>
        {settlement.providerReference && (
          <span className="block">
            <Identifier value={settlement.providerReference} label={t("providerReference")} />
          </span>
        )}
      </Td>
      <Td label={t("period")} className="whitespace-nowrap">
        <Period settlement={settlement} />
      </Td>
      <Td label={t("statusHead")}>
        <PaymentStatus status={settlement.paymentStatus} />
      </Td>
      {AMOUNTS.map((name) => (
        <Td key={name} isNumeric label={t(`amounts.${name}`)}>
          <Lines compared={told}>
            {({ told: amounts, currency }) =>
              amounts?.[name] === undefined ? (
                <span className="text-ink-faint">{t("untold")}</span>
              ) : (
                <SignedAmount value={amounts[name]} currency={currency} />
              )
            }
          </Lines>
        </Td>
      ))}
      <Td label={t("match.head")}>
        <Lines compared={told}>{(each) => <MatchedChip compared={each} />}</Lines>
      </Td>
    </tr>
  );
}

/** One line per currency, in the same order in every column. */
function Lines({
  compared,
  children,
}: {
  readonly compared: readonly ComparedAmounts[];
  readonly children: (compared: ComparedAmounts) => ReactNode;
}) {
  return (
    <ul>
      {compared.map((each) => (
        <li
          key={each.currency}
          className="flex min-h-6 items-center justify-end last:min-h-0 [td:not(.figures)_&]:justify-start"
        >
          {children(each)}
        </li>
      ))}
    </ul>
  );
}

export function Period({ settlement }: { readonly settlement: ListedSettlement }) {
  const t = useTranslations("payouts.settlements");
  const { startAt, endAt } = settlement;
  if (startAt === undefined || endAt === undefined)
    return <span className="text-ink-faint">{t("untold")}</span>;
  return (
    <>
      <Instant at={startAt} style="date" />
      {startAt.slice(0, 10) !== endAt.slice(0, 10) && (
        <>
          {" – "}
          <Instant at={endAt} style="date" />
        </>
      )}
    </>
  );
}
