import { useTranslations } from "next-intl";
import { Instant } from "@/components/instant";
import { Notice } from "@/components/ui/notice";
import type { ErrorCode } from "@/lib/errors";

interface SavedCopyProps {
  /** When Dintero gave us what is shown, ISO. */
  readonly fetchedAt: string;
  /** Why Dintero did not answer now. */
  readonly because: ErrorCode | undefined;
}

/** Says that the page is a copy, how old it is, and why Dintero is not asked. */
export function SavedCopy({ fetchedAt, because }: SavedCopyProps) {
  const t = useTranslations("order.saved");
  const errors = useTranslations("errors.code");
  return (
    <Notice
      tone="waiting"
      title={
        <>
          {t("title")} <Instant at={fetchedAt} />
        </>
      }
    >
      {because ? errors(`${because}.title`) : t("silent")}
    </Notice>
  );
}
