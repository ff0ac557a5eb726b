"use client";

import { useTranslations } from "next-intl";
import { Button } from "../ui/button";
import { ButtonLink } from "../ui/button-link";
import { ErrorState } from "../ui/error-state";

interface PageErrorProps {
  readonly error: unknown;
  readonly retry: () => void;
}

/** A page that threw what it did not expect. Its message stays in our log; the digest finds it there. */
export function PageError({ error, retry }: PageErrorProps) {
  const t = useTranslations("errors");
  return (
    <ErrorState
      isPage
      title={t("page.title")}
      requestId={digestOf(error)}
      action={
        <>
          <Button variant="primary" onClick={retry}>
            {t("retry")}
          </Button>
          <ButtonLink href="/">{t("home")}</ButtonLink>
        </>
      }
    >
      {t("page.next")}
    </ErrorState>
  );
}

function digestOf(error: unknown): string | undefined {
  const digest = error instanceof Error && "digest" in error ? error.digest : undefined;
  return typeof digest === "string" ? digest : undefined;
}
