import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ClientMessages } from "@/components/client-messages";
import { Mark } from "@/components/shell/mark";
import { CodeForm } from "@/components/sign-in/code-form";
import { EnrolForm } from "@/components/sign-in/enrol-form";
import { SignInForm } from "@/components/sign-in/sign-in-form";
import { SsoButton } from "@/components/sign-in/sso-button";
import { SsoProblem } from "@/components/sign-in/sso-problem";
import { offeredDemoAccounts } from "@/lib/server/accounts";
import { findReturnTarget } from "@/lib/server/return-target";
import { findSignInStep } from "@/lib/server/sign-in-step";
import { findPageViewer } from "@/lib/server/viewer";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("signIn");
  return { title: t("title") };
}

interface SignInPageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>;
}

/** The one page for people whom nobody knows yet, or not well enough. It says nothing about the shop. */
export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { return: wanted, error } = await searchParams;
  const found = findReturnTarget(wanted);
  if ((await findPageViewer()) !== undefined) redirect(found ?? "/");
  const t = await getTranslations("signIn");
  const target = found ?? "/";
  const step = await findSignInStep();
  const initialProblem = error === "refused" ? "refused" : error === "too-many" ? "tooMany" : undefined;
  const lead =
    step.kind === "password" ? t(found === undefined ? "intro" : "continue") : t(`lead.${step.kind}`);
  return (
    <SignInFrame title={t(step.kind === "password" ? "title" : `heading.${step.kind}`)} lead={lead}>
      <ClientMessages namespaces={["signIn", "account"]}>
        <SsoProblem problem={error} />
        {step.kind === "password" ? (
          <SignInForm target={target} initialProblem={initialProblem} demoAccounts={offeredDemoAccounts()}>
            {step.hasSso && <SsoButton target={target} />}
          </SignInForm>
        ) : (
          <div className="grid gap-4 rounded-xl border bg-surface p-5 sm:p-6">
            {step.kind === "code" ? (
              <CodeForm target={target} initialProblem={initialProblem} />
            ) : (
              <EnrolForm target={target} offer={step.offer} initialProblem={initialProblem} />
            )}
            <a
              href="/api/auth/signin"
              className="justify-self-center text-ink-soft text-sm underline underline-offset-2"
            >
              {t("another")}
            </a>
          </div>
        )}
      </ClientMessages>
    </SignInFrame>
  );
}

interface SignInFrameProps {
  readonly title: string;
  readonly lead: string;
  readonly children: ReactNode;
}

async function SignInFrame({ title, lead, children }: SignInFrameProps) {
  const shell = await getTranslations("shell");
  return (
    <main className="mx-auto w-full max-w-sm px-4 py-[clamp(2rem,12vh,8rem)]">
      <div className="mb-6">
        <div className="mb-6 flex items-center gap-2 font-semibold text-ink text-lg tracking-tight">
          <Mark className="size-7" />
          {shell("product")}
        </div>
        <h1 className="font-semibold text-2xl text-ink">{title}</h1>
        <p className="mt-1 text-ink-soft">{lead}</p>
      </div>
      {children}
    </main>
  );
}
