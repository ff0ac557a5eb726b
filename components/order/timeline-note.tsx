import { useLocale, useTranslations } from "next-intl";
import type { JsonObject, JsonValue } from "@/lib/domain/json";
import { type CurrencyCode, type MinorUnits, minorUnits } from "@/lib/domain/minor-units";
import type { TimelineEntry } from "@/lib/domain/order";
import { formatMoney } from "@/lib/format/money";
import { isList, isObject } from "./json-shape";

interface TimelineNoteProps {
  readonly entry: TimelineEntry;
  readonly currency: CurrencyCode;
}

/** What a session event was about, beneath its sentence: the chosen option, the card, the codes, the new amount. */
export function TimelineNote({ entry, currency }: TimelineNoteProps) {
  const t = useTranslations("timeline.note");
  const locale = useLocale();
  if (entry.lane !== "customer") return null;
  const {
    shipping_option: option,
    gift_card: card,
    updated_order: after,
    previous_order: before,
  } = entry.details;
  const money = (amount: JsonValue | undefined, of: JsonValue | undefined = currency) => {
    const minor = minorUnitsOf(amount);
    return minor === undefined || typeof of !== "string" ? undefined : formatMoney(minor, of, locale);
  };
  const was = isObject(before) ? money(before.amount) : undefined;
  const became = isObject(after) ? money(after.amount) : undefined;
  const notes = [
    ...(isObject(option) ? [textOf(option.title), textOf(option.operator), money(option.amount)] : []),
    ...(isObject(card) ? [textOf(card.masked_card_token), money(card.card_amount, card.currency)] : []),
    ...(isObject(after) ? codesOf(after) : []),
    was && became && was !== became ? t("changed", { before: was, after: became }) : undefined,
    was && became && was === became ? t("unchanged", { amount: became }) : undefined,
  ].flatMap((note) => (note ? [note] : []));
  if (notes.length === 0) return null;
  return (
    <p className="pb-1 text-ink-soft">
      <bdi>{notes.join(" · ")}</bdi>
    </p>
  );
}

function codesOf({ discount_codes: codes }: JsonObject): (string | undefined)[] {
  return isList(codes) ? codes.map(textOf) : [];
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function minorUnitsOf(value: JsonValue | undefined): MinorUnits | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) ? minorUnits(value) : undefined;
}
