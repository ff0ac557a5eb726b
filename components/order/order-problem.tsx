import { Building2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { ProblemState } from "@/components/problem-state";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import type { ErrorCode } from "@/lib/errors";
import { RefreshButton } from "./refresh-button";

interface OrderProblemProps {
  readonly code: ErrorCode;
  /** The id that was asked for. */
  readonly id: string;
  /** The Dintero account this Kontor is connected to. */
  readonly accountId: string;
  readonly requestId: string | undefined;
}

/** Why there is no order to show: an id of elsewhere, or nobody who could be asked. */
export function OrderProblem({ code, id, accountId, requestId }: OrderProblemProps) {
  const t = useTranslations("order.page");
  const lookUp = <ButtonLink href="/">{t("lookUp")}</ButtonLink>;
  const [, foreign] = /^([PT]\d{8})\./.exec(id) ?? [];
  if (code === "invalid-id" && foreign !== undefined && foreign !== accountId) {
    const isOtherEnvironment = foreign.slice(1) === accountId.slice(1);
    return (
      <EmptyState
        isPage
        icon={<Building2 aria-hidden="true" />}
        title={t(isOtherEnvironment ? "otherEnvironment" : "otherAccount", { account: foreign })}
        action={lookUp}
      >
        {t("otherNext", { account: accountId })}
      </EmptyState>
    );
  }
  const canRetry = code !== "invalid-id";
  return (
    <ProblemState
      isPage
      code={code}
      requestId={requestId}
      action={
        <>
          {canRetry && <RefreshButton label={t("retry")} size="medium" />}
          {lookUp}
        </>
      }
    />
  );
}
