import { useTranslations } from "next-intl";
import type { BatchLine, SearchMatch } from "@/lib/queries/search";
import { Instant } from "../instant";
import { Amount } from "../money";
import { usePaymentMethod } from "../order/words";
import { StatusText } from "../status-text";
import { Section } from "../ui/section";
import { Table, Td, Th } from "../ui/table";
import { OrderLink } from "./order-link";

interface FoundLinesProps {
  readonly lines: readonly string[];
  readonly found: readonly BatchLine[];
}

/** What each line led to; a line with several orders has a row for each. */
export function FoundLines({ lines, found }: FoundLinesProps) {
  const t = useTranslations("many");
  const c = useTranslations("many.column");
  const hasMore = found.some((line) => line.has_more);
  return (
    <Section title={t("found", { found: found.length, lines: lines.length })} label={t("foundLabel")} isFlush>
      <Table caption={t("foundLabel")} isCaptionHidden isStackable>
        <thead>
          <tr>
            <Th>{c("line")}</Th>
            <Th>{c("reference")}</Th>
            <Th>{c("status")}</Th>
            <Th isNumeric>{c("amount")}</Th>
            <Th>{c("method")}</Th>
            <Th>{c("created")}</Th>
          </tr>
        </thead>
        <tbody>
          {found.flatMap(({ line, matches }) =>
            matches.map((match, index) => (
              <FoundRow
                key={`${line} ${match.id}`}
                text={lines[line] ?? ""}
                match={match}
                isFirst={index === 0}
              />
            )),
          )}
        </tbody>
      </Table>
      {hasMore && <p className="border-t px-4 py-2 text-ink-soft text-xs">{t("hasMore")}</p>}
    </Section>
  );
}

interface FoundRowProps {
  readonly text: string;
  readonly match: SearchMatch;
  /** The line's newest order; the others repeat the line, fainter. */
  readonly isFirst: boolean;
}

function FoundRow({ text, match, isFirst }: FoundRowProps) {
  const t = useTranslations("lookup");
  const c = useTranslations("many.column");
  const methodOf = usePaymentMethod();
  return (
    <tr className="hover:bg-hover">
      <Th scope="row" label={c("line")} className={isFirst ? undefined : "text-ink-faint"}>
        <bdi className="break-all font-mono text-xs">{text}</bdi>
      </Th>
      <Td label={c("reference")}>
        <OrderLink href={match.href} className="font-medium text-accent hover:underline">
          <bdi className="break-all">{match.merchant_reference ?? t("noReference")}</bdi>
        </OrderLink>
      </Td>
      <Td label={c("status")}>{match.status && <StatusText status={match.status} />}</Td>
      <Td label={c("amount")} isNumeric>
        {match.amount !== undefined && match.currency && (
          <Amount value={match.amount} currency={match.currency} />
        )}
      </Td>
      <Td label={c("method")}>{match.payment_product_type && methodOf(match.payment_product_type)}</Td>
      <Td label={c("created")}>{match.created_at && <Instant at={match.created_at} />}</Td>
    </tr>
  );
}
