import { useTranslations } from "next-intl";
import { Instant } from "@/components/instant";
import { Notice } from "@/components/ui/notice";
import type { OrderView } from "@/lib/domain/order-view";

/** Says which half of the order Dintero did not give, why, and whether an older copy stands in for it. */
export function PartProblems({ problems }: { readonly problems: OrderView["problems"] }) {
  const t = useTranslations("order.part");
  const errors = useTranslations("errors.code");
  return (["session", "transaction"] as const).map((part) => {
    const problem = problems[part];
    if (!problem) return null;
    return (
      <Notice key={part} tone="waiting" title={t(part)}>
        {errors(`${problem.code}.title`)}.{" "}
        {problem.savedAt ? (
          <>
            {t("saved")} <Instant at={problem.savedAt} />
          </>
        ) : (
          t("absent")
        )}
      </Notice>
    );
  });
}
