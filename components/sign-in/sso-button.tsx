"use client";

import clsx from "clsx";
import { KeyRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button, buttonClass } from "../ui/button";

/** To the identity provider. No form: the page's `form-action` lets none be redirected to another origin. */
export function SsoButton({ target }: { readonly target: string }) {
  const t = useTranslations("signIn.sso");
  const [isBusy, setIsBusy] = useState(false);
  const href = `/api/auth/sso?${new URLSearchParams({ return: target })}`;

  function go() {
    setIsBusy(true);
    window.location.assign(href);
  }

  return (
    <>
      <Button size="large" isBusy={isBusy} onClick={go} className="w-full noscript:hidden">
        <KeyRound aria-hidden="true" className="size-4" />
        {t("continue")}
      </Button>
      <noscript>
        <a href={href} className={clsx(buttonClass("secondary", "large"), "w-full")}>
          {t("continue")}
        </a>
      </noscript>
    </>
  );
}
