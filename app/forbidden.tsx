import { useTranslations } from "next-intl";
import { ProblemState } from "@/components/problem-state";
import { BarePage } from "@/components/shell/bare-page";
import { ButtonLink } from "@/components/ui/button-link";

/** 403: the role in the session may not open this page. Nothing was read for it. */
export default function ForbiddenPage() {
  const t = useTranslations("errors");
  return (
    <BarePage>
      <ProblemState code="forbidden" isPage action={<ButtonLink href="/">{t("home")}</ButtonLink>} />
    </BarePage>
  );
}
