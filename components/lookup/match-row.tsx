import type { KeyboardEventHandler } from "react";
import type { ListedOrder, SearchMatch } from "@/lib/queries/search";
import { MatchContent } from "./match-content";
import { OrderLink } from "./order-link";

interface MatchRowProps {
  readonly order: ListedOrder;
  readonly match?: SearchMatch;
  readonly onKeyDown?: KeyboardEventHandler<HTMLAnchorElement>;
}

/** One order of a list, as a link to its page. */
export function MatchRow({ order, match, onKeyDown }: MatchRowProps) {
  return (
    <OrderLink
      href={order.href}
      onKeyDown={onKeyDown}
      className="@container grid gap-0.5 px-4 py-2 -outline-offset-2 hover:bg-hover focus-visible:bg-hover"
    >
      <MatchContent order={order} match={match} />
    </OrderLink>
  );
}
