"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ProblemState } from "@/components/problem-state";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import { AcceptForm } from "./accept-form";
import { useInvitation } from "./use-invitation";

/** What an invitation's link leads to: a form, or in plain words why there is none. */
export function InvitationForm() {
  const t = useTranslations("invitation");
  const errors = useTranslations("errors");
  const state = useInvitation();
  const [ended, setEnded] = useState<"accepted" | "gone">();
  const signIn = (
    <ButtonLink href="/sign-in" variant={ended === "accepted" ? "primary" : "secondary"}>
      {t("signIn")}
    </ButtonLink>
  );
  if (ended === "accepted")
    return (
      <Card>
        <EmptyState title={t("done.title")} action={signIn}>
          {t("done.text")}
        </EmptyState>
      </Card>
    );
  if (ended === "gone" || state.kind === "none")
    return (
      <Card>
        <EmptyState title={t("none.title")} action={signIn}>
          {t("none.text")}
        </EmptyState>
      </Card>
    );
  if (state.kind === "unreachable")
    return (
      <Card>
        <ProblemState
          code={state.error.code}
          requestId={state.error.requestId}
          action={<Button onClick={state.retry}>{errors("retry")}</Button>}
        />
      </Card>
    );
  if (state.kind === "reading")
    return (
      <Card>
        <div role="status" className="grid gap-4 p-5 sm:p-6">
          <span className="sr-only">{t("reading")}</span>
          <Skeleton className="h-4 w-4/5" />
          <Skeleton className="h-9 w-full" />
          <Skeleton className="h-9 w-full" />
          <Skeleton className="h-10 w-full" />
        </div>
      </Card>
    );
  return <AcceptForm {...state} onEnd={setEnded} />;
}

function Card({ children }: { readonly children: React.ReactNode }) {
  return <div className="rounded-xl border bg-surface">{children}</div>;
}
