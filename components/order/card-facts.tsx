import { useTranslations } from "next-intl";
import { Disclosure } from "@/components/ui/disclosure";
import { Facts } from "@/components/ui/facts";
import type { JsonValue } from "@/lib/domain/json";
import type { Card } from "@/lib/domain/transaction";
import { AsReceived } from "./as-received";
import { Code } from "./inline";
import { childrenOf } from "./json-shape";
import { useWords } from "./words";

interface CardFactsProps {
  readonly card: Card;
  /** The same as received; it says more than most readers need. */
  readonly document: JsonValue | undefined;
}

/** What stands above; the rest of the card is folded. */
const SHOWN: ReadonlySet<string> = new Set([
  "brand",
  "masked_pan",
  "expiry_date",
  "type",
  "issuing_bank",
  "country",
  "region",
  "authentication_status",
  "three_ds_version",
  "eci",
]);

/** The card as Dintero tells it: never the number. */
export function CardFacts({ card, document }: CardFactsProps) {
  const t = useTranslations("order.card");
  const word = useWords();
  const status = card.authenticationStatus;
  const rest = childrenOf(document ?? null).filter(([key]) => !SHOWN.has(String(key)));
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
      {rest.length > 0 && (
        <Disclosure summary={t("more")} className="mt-1">
          <div className="pl-5">
            <AsReceived value={Object.fromEntries(rest)} />
          </div>
        </Disclosure>
      )}
    </div>
  );
}
