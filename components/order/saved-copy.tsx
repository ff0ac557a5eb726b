import { useTranslations } from "next-intl";
import { Instant } from "@/components/instant";
import { Notice } from "@/components/ui/notice";
import { STATUS_BY_CODE } from "@/lib/errors";

interface SavedCopyProps {
  /** When Dintero gave us what is shown, ISO. */
  readonly fetchedAt: string;
  /** Why Dintero did not answer now: an error code. */
  readonly because: string | undefined;
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
      {because && isErrorCode(because) ? errors(`${because}.title`) : t("silent")}
    </Notice>
  );
}

function isErrorCode(code: string): code is keyof typeof STATUS_BY_CODE {
  return Object.hasOwn(STATUS_BY_CODE, code);
}
