import { useTranslations } from "next-intl";
import { Facts } from "@/components/ui/facts";
import type { Card } from "@/lib/domain/transaction";
import { Code } from "./inline";
import { useWords } from "./words";

interface CardFactsProps {
  readonly card: Card;
}

/** The card as Dintero tells it: never the number. */
export function CardFacts({ card }: CardFactsProps) {
  const t = useTranslations("order.card");
  const word = useWords();
  const status = card.authenticationStatus;
  return (
    <div>
      <h3 className="mb-1 text-ink-faint text-xs">{t("title")}</h3>
      <Facts
        items={[
          { label: t("brand"), value: card.brand },
          { label: t("number"), value: card.maskedPan && <Code>{card.maskedPan}</Code> },
          { label: t("expires"), value: card.expiryDate },
          { label: t("type"), value: card.type },
          { label: t("bank"), value: card.issuingBank },
          { label: t("country"), value: card.country },
          { label: t("region"), value: card.region },
          {
            label: t("authentication"),
            value: status && (
              <>
                {word("authentication", status)} <Code>{status}</Code>
              </>
            ),
          },
          { label: t("threeDs"), value: card.threeDsVersion },
          { label: t("eci"), value: card.eci },
        ]}
      />
    </div>
  );
}
