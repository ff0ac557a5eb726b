"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { type SignInOutcome, sendCode } from "@/lib/queries/sign-in";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { type Hindrance, HindranceNotice } from "./hindrance";

interface CodeFormProps {
  /** The local path to go on to. */
  readonly target: string;
  /** How the same form ended when it was sent without its script. */
  readonly initialProblem?: "refused" | "tooMany" | undefined;
  /** The app is being set up: its first code, and no recovery code. */
  readonly isFirst?: boolean;
  /** In; by default the browser goes on to the page that was asked for. */
  readonly onDone?: (done: Extract<SignInOutcome, { kind: "done" }>) => void;
}

/** Asks for the code of an app, or one of the recovery codes. Works before its script has loaded. */
export function CodeForm({ target, initialProblem, isFirst = false, onDone }: CodeFormProps) {
  const t = useTranslations("signIn.code");
  const field = useRef<HTMLInputElement>(null);
  const [isRecovery, setIsRecovery] = useState(false);
  const [fault, setFault] = useState<"missing" | "refused" | undefined>(
    initialProblem === "refused" ? "refused" : undefined,
  );
  const [hindrance, setHindrance] = useState<Hindrance | undefined>(
    initialProblem === "tooMany" ? "tooMany" : undefined,
  );
  const [isBusy, setIsBusy] = useState(false);

  useEffect(() => {
    if (!isFirst) field.current?.focus();
  }, [isFirst]);

  function show(next: { fault?: "missing" | "refused"; hindrance?: Hindrance }) {
    setIsBusy(false);
    setFault(next.fault);
    setHindrance(next.hindrance);
    field.current?.focus();
    field.current?.select();
  }

  async function send(event: FormEvent) {
    event.preventDefault();
    if (isBusy) return;
    const code = field.current?.value.trim() ?? "";
    if (code === "") return show({ fault: "missing" });
    setIsBusy(true);
    const outcome = await sendCode(code, target);
    if (outcome.kind === "refused") return show({ fault: "refused" });
    // The sign-in page begins anew, and says why.
    if (outcome.kind === "expired") return window.location.assign("/sign-in?error=expired");
    if (outcome.kind !== "done") return show({ hindrance: outcome });
    if (onDone) onDone(outcome);
    else window.location.assign(outcome.url);
  }

  function change() {
    setIsRecovery(!isRecovery);
    setFault(undefined);
    if (field.current) field.current.value = "";
    field.current?.focus();
  }

  const kind = isRecovery ? "recovery" : isFirst ? "first" : "app";
  return (
    <form
      method="post"
      action="/api/auth/callback/credentials"
      onSubmit={send}
      noValidate
      className="grid gap-4"
    >
      <input type="hidden" name="callbackUrl" value={target} />
      <Field
        key={kind}
        ref={field}
        label={t(`${kind}.label`)}
        hint={t(`${kind}.hint`)}
        name="code"
        type="text"
        inputMode={isRecovery ? "text" : "numeric"}
        autoComplete={isRecovery ? "off" : "one-time-code"}
        autoCapitalize="none"
        spellCheck={false}
        maxLength={40}
        required
        error={fault && t(`${kind}.${fault}`)}
      />
      <HindranceNotice hindrance={hindrance} />
      <Button type="submit" variant="primary" size="large" isBusy={isBusy} className="w-full">
        {t(isBusy ? "busy" : isFirst ? "confirm" : "submit")}
      </Button>
      {!isFirst && (
        <Button variant="quiet" size="small" onClick={change} className="justify-self-center">
          {t(isRecovery ? "useApp" : "useRecovery")}
        </Button>
      )}
    </form>
  );
}
