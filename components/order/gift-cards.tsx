import { useTranslations } from "next-intl";
import { Amount } from "@/components/money";
import type { GiftCard } from "@/lib/domain/items";
import type { CurrencyCode } from "@/lib/domain/minor-units";
import { Code } from "./inline";

interface GiftCardsProps {
  readonly cards: readonly GiftCard[];
  readonly currency: CurrencyCode;
}

/** What gift cards paid; never part of the bar. */
export function GiftCards({ cards, currency }: GiftCardsProps) {
  const t = useTranslations("order.giftCards");
  return (
    <div className="text-sm">
      <h3 className="mb-1 text-ink-faint text-xs">{t("title")}</h3>
      <ul className="grid gap-1">
        {cards.map((card) => (
          <li key={JSON.stringify(card)} className="flex flex-wrap items-baseline gap-x-3">
            {card.maskedCardToken && <Code>{card.maskedCardToken}</Code>}
            {card.amount !== undefined && <Amount value={card.amount} currency={currency} />}
            <span className="text-ink-faint text-xs">
              {card.type} {card.cardId && <Code>{card.cardId}</Code>}
            </span>
            {card.transactionId && (
              <span className="text-ink-faint text-xs">
                {t("transaction")} <Code>{card.transactionId}</Code>
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
