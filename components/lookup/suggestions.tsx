"use client";

import clsx from "clsx";
import { useTranslations } from "next-intl";
import type { AheadAnswer } from "@/lib/queries/search";
import { MatchContent } from "./match-content";
import { OrderLink } from "./order-link";

interface SuggestionsProps {
  readonly answer: AheadAnswer;
  readonly isBusy: boolean;
  readonly listId: string;
  readonly idOf: (key: string) => string;
  readonly active: string | undefined;
}

/** What stands below the box while somebody types. Each is a link too, for the mouse and its middle button. */
export function Suggestions({ answer, isBusy, listId, idOf, active }: SuggestionsProps) {
  const t = useTranslations("lookup.ahead");
  const { matches } = answer;
  return (
    <div aria-busy={isBusy} className={clsx("transition-opacity delay-300", isBusy && "opacity-60")}>
      {matches.length > 0 && (
        <div id={listId} role="listbox" aria-label={t("label")} className="divide-y">
          {matches.map((match) => (
            <OrderLink
              key={match.href}
              id={idOf(match.href)}
              role="option"
              aria-selected={match.href === active}
              tabIndex={-1}
              href={match.href}
              className={clsx(
                "@container grid gap-0.5 px-4 py-2 hover:bg-hover",
                match.href === active &&
                  "bg-hover outline-2 -outline-offset-2 outline-accent forced-colors:outline-[Highlight]",
              )}
            >
              <MatchContent order={match} match={match} />
            </OrderLink>
          ))}
        </div>
      )}
      <AheadHint answer={answer} />
    </div>
  );
}

/** What Enter would do with the text as it is. */
function AheadHint({ answer }: { readonly answer: AheadAnswer }) {
  const t = useTranslations("lookup");
  const { matches, has_more: hasMore, can_ask_dintero: canAsk, foreign_account: foreign } = answer;
  const isEmpty = matches.length === 0;
  if (isEmpty && foreign !== undefined) {
    return <p className="px-4 py-2.5 text-ink-soft text-sm">{t("foreignAccount", { account: foreign })}</p>;
  }
  const hint = isEmpty ? (canAsk ? "askDintero" : "none") : hasMore ? "more" : "choose";
  return (
    <p
      className={clsx(
        "px-4 text-ink-faint text-xs",
        isEmpty ? "py-2.5 text-sm" : "border-t bg-sunken py-1.5",
      )}
    >
      {t(`ahead.${hint}`)}
    </p>
  );
}
