import type { Metadata } from "next";
import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import { LinkSso } from "@/components/account/link-sso";
import { PasswordForm } from "@/components/account/password-form";
import { SecondFactor } from "@/components/account/second-factor";
import { SignInTable } from "@/components/account/sign-in-table";
import { SignOutOthers } from "@/components/account/sign-out-others";
import { SsoLinkResult } from "@/components/account/sso-link-result";
import { ClientMessages } from "@/components/client-messages";
import { Instant } from "@/components/instant";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { type OwnAccount, readOwnAccount } from "@/lib/server/account-page";
import { requireViewer } from "@/lib/server/viewer";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account");
  return { title: t("title") };
}

/** One's own account: how one signs in, and where one is signed in. */
export default async function AccountPage({ searchParams }: PageProps<"/account">) {
  const viewer = await requireViewer("account.manage");
  const jar = await cookies();
  const account = await readOwnAccount(viewer, (name) => jar.get(name)?.value);
  const { sso: linkResult } = await searchParams;
  const t = await getTranslations("account");
  return (
    <ClientMessages namespaces={["account"]}>
      <h1 className="font-semibold text-2xl">{t("title")}</h1>
      <p className="mt-1 mb-4 text-ink-soft">
        <bdi>{viewer.name}</bdi> · <bdi>{viewer.email}</bdi>
      </p>
      <SsoLinkResult result={linkResult} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Section title={t("password.title")}>
          {account.hasPassword ? (
            <PasswordForm email={viewer.email} />
          ) : (
            <p className="max-w-prose text-ink-soft text-sm">{t("password.none")}</p>
          )}
        </Section>
        <div className="grid gap-4">
          {account.hasPassword && <FactorSection factor={account.factor} />}
          {account.sso && <SsoSection isLinked={account.sso.isLinked} canLink={account.hasPassword} />}
        </div>
      </div>
      <Section
        title={t("signIns.title")}
        actions={account.signIns.length > 1 && <SignOutOthers />}
        isFlush
        className="mt-4"
      >
        <SignInTable signIns={account.signIns} />
      </Section>
    </ClientMessages>
  );
}

async function FactorSection({ factor }: Pick<OwnAccount, "factor">) {
  const t = await getTranslations("account.factor");
  const { since, recoveryCodesLeft, isRequired } = factor;
  return (
    <Section title={t("title")}>
      <div className="grid gap-4 text-sm">
        {since === undefined ? (
          <p className="max-w-prose text-ink-soft">{t("off")}</p>
        ) : (
          <p className="max-w-prose text-ink-soft">
            {t.rich("on", { since: () => <Instant at={since} style="date" /> })}{" "}
            {t("left", { count: recoveryCodesLeft })} {isRequired && t("required")}
          </p>
        )}
        {since !== undefined && recoveryCodesLeft < 3 && <Notice tone="waiting" title={t("fewLeft")} />}
        <SecondFactor isOn={since !== undefined} isRequired={isRequired} />
      </div>
    </Section>
  );
}

async function SsoSection({ isLinked, canLink }: { readonly isLinked: boolean; readonly canLink: boolean }) {
  const t = await getTranslations("account.sso");
  return (
    <Section title={t("title")}>
      <div className="grid justify-items-start gap-4 text-sm">
        <p className="max-w-prose text-ink-soft">{t(isLinked ? "linked" : "unlinked")}</p>
        {!isLinked && canLink && <LinkSso />}
      </div>
    </Section>
  );
}
