import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ClientMessages } from "@/components/client-messages";
import { Mark } from "@/components/shell/mark";
import { SignInForm } from "@/components/sign-in/sign-in-form";
import { offeredDemoAccounts } from "@/lib/server/accounts";
import { findReturnTarget } from "@/lib/server/return-target";
import { findPageViewer } from "@/lib/server/viewer";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("signIn");
  return { title: t("title") };
}

interface SignInPageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>;
}

/** The one page for people whom nobody knows yet. It says nothing about the shop. */
export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { return: wanted, error } = await searchParams;
  const target = findReturnTarget(wanted);
  if ((await findPageViewer()) !== undefined) redirect(target ?? "/");
  const t = await getTranslations("signIn");
  const shell = await getTranslations("shell");
  return (
    <main className="mx-auto w-full max-w-sm px-4 py-[clamp(2rem,12vh,8rem)]">
      <div className="mb-6">
        <div className="mb-6 flex items-center gap-2 font-semibold text-ink text-lg tracking-tight">
          <Mark className="size-7" />
          {shell("product")}
        </div>
        <h1 className="font-semibold text-2xl text-ink">{t("title")}</h1>
        <p className="mt-1 text-ink-soft">{t(target === undefined ? "intro" : "continue")}</p>
      </div>
      <ClientMessages namespaces={["signIn"]}>
        <SignInForm
          target={target ?? "/"}
          initialProblem={error === "refused" ? "refused" : error === "too-many" ? "tooMany" : undefined}
          demoAccounts={offeredDemoAccounts()}
        />
      </ClientMessages>
    </main>
  );
}
