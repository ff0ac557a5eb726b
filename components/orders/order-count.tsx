import { useTranslations } from "next-intl";

interface OrderCountProps {
  readonly count: number;
  /** False: there are more. */
  readonly isExact: boolean;
}

/** How many orders the list has on all its pages. */
export function OrderCount({ count, isExact }: OrderCountProps) {
  const t = useTranslations("orders");
  return t(isExact ? "count" : "countAtLeast", { count });
}
