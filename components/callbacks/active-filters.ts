import { useTranslations } from "next-intl";
import { ANY_ERROR, type CallbackFilter, callbacksHref } from "@/lib/domain/callback-filter";
import { useKindOf } from "./words";

/** What narrows the log now, besides the outcomes, which show themselves: each in words, with the address without it. */
export function useActiveFilters(
  filter: CallbackFilter,
): readonly { readonly name: string; readonly href: string }[] {
  const t = useTranslations("callbacks");
  const kindOf = useKindOf();
  const { before: _before, after: _after, ...rest } = filter;
  const without = (change: Partial<CallbackFilter>) => callbacksHref({ ...rest, ...change });
  const active: { name: string; href: string }[] = [];
  for (const outcome of filter.outcomes) {
    active.push({
      name: `${t("filter.outcomes")}: ${t(`outcome.${outcome}`)}`,
      href: without({ outcomes: filter.outcomes.filter((other) => other !== outcome) }),
    });
  }
  const add = (name: string, change: Partial<CallbackFilter>) => active.push({ name, href: without(change) });
  if (filter.about !== undefined) add(`${t("filter.about")}: ${filter.about}`, { about: undefined });
  if (filter.event !== undefined) {
    add(`${t("filter.event")}: ${kindOf({ kind: "delivery", event: filter.event })}`, { event: undefined });
  }
  if (filter.channel !== undefined) add(t(`filter.${filter.channel}`), { channel: undefined });
  if (filter.error === ANY_ERROR) add(t("filter.error"), { error: undefined });
  else if (filter.error !== undefined)
    add(kindOf({ kind: "delivery", error: filter.error }), { error: undefined });
  if (filter.from !== undefined) add(`${t("filter.from")} ${filter.from}`, { from: undefined });
  if (filter.to !== undefined) add(`${t("filter.to")} ${filter.to}`, { to: undefined });
  if (filter.hours !== undefined) add(t("filter.hours", { hours: filter.hours }), { hours: undefined });
  if (filter.isRepeated) add(t("filter.repeated"), { isRepeated: false });
  return active;
}
