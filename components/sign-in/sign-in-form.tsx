"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { signIn } from "@/lib/queries/sign-in";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { type DemoAccountEntry, DemoAccounts } from "./demo-accounts";
import { type Hindrance, HindranceNotice } from "./hindrance";

/** What stands on the form: a fault of what was typed, beside its field, or what else kept us from signing in. */
type Problem = "emailMissing" | "passwordMissing" | "refused" | Hindrance;

interface SignInFormProps {
  /** The local path to go on to. */
  readonly target: string;
  /** How the same form ended when it was sent without its script. */
  readonly initialProblem?: "refused" | "tooMany" | undefined;
  /** In demo mode only. */
  readonly demoAccounts?: readonly DemoAccountEntry[];
  /** Another way in, below the form. */
  readonly children?: ReactNode;
}

/**
 * A plain form that any password manager knows and that works before its script has loaded; the script adds errors in
 * place, without a reload.
 */
export function SignInForm({ target, initialProblem, demoAccounts = [], children }: SignInFormProps) {
  const t = useTranslations("signIn");
  const email = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const submit = useRef<HTMLButtonElement>(null);
  const [problem, setProblem] = useState<Problem | undefined>(initialProblem);
  const [isBusy, setIsBusy] = useState(false);

  useEffect(() => {
    const first = initialProblem === "refused" ? password.current : email.current;
    if (document.activeElement === document.body) first?.focus();
  }, [initialProblem]);

  function show(next: Problem, field?: HTMLInputElement | null) {
    setIsBusy(false);
    setProblem(next);
    field?.focus();
    field?.select();
  }

  async function send(event: FormEvent) {
    event.preventDefault();
    if (isBusy) return;
    const given = { email: email.current?.value.trim() ?? "", password: password.current?.value ?? "" };
    if (given.email === "") return show("emailMissing", email.current);
    if (given.password === "") return show("passwordMissing", password.current);
    setIsBusy(true);
    setProblem(undefined);
    const outcome = await signIn(given.email, given.password, target);
    if (outcome.kind === "refused" || outcome.kind === "expired") return show("refused", password.current);
    if (outcome.kind !== "done") return show(outcome);
    // A whole load, so that nothing of the signed-out page is reused. The form stays busy until it is gone.
    window.location.assign(outcome.url);
  }

  function fillIn(account: DemoAccountEntry) {
    if (email.current) email.current.value = account.email;
    if (password.current) password.current.value = account.password;
    setProblem(undefined);
    submit.current?.focus();
  }

  const passwordFault = problem === "passwordMissing" || problem === "refused" ? problem : undefined;
  return (
    <>
      <form
        method="post"
        action="/api/auth/callback/credentials"
        onSubmit={send}
        noValidate
        className="grid gap-4 rounded-xl border bg-surface p-5 sm:p-6"
      >
        <input type="hidden" name="callbackUrl" value={target} />
        <Field
          ref={email}
          label={t("email")}
          name="email"
          type="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          error={problem === "emailMissing" ? t("error.emailMissing") : undefined}
        />
        <Field
          ref={password}
          label={t("password")}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          error={passwordFault && t(`error.${passwordFault}`)}
        />
        <HindranceNotice
          hindrance={typeof problem === "object" || problem === "tooMany" ? problem : undefined}
        />
        <Button
          ref={submit}
          type="submit"
          variant="primary"
          size="large"
          isBusy={isBusy}
          className="mt-1 w-full"
        >
          {t(isBusy ? "busy" : "submit")}
        </Button>
      </form>
      {children && (
        <>
          <p className="my-3 text-center text-ink-faint text-xs">{t("or")}</p>
          {children}
        </>
      )}
      {demoAccounts.length > 0 && <DemoAccounts accounts={demoAccounts} onUse={fillIn} />}
    </>
  );
}
