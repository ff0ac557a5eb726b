"use client";

import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { acceptInvitation, type OpenInvitation } from "@/lib/queries/invitation";
import { type RefusedParameter, RequestError } from "@/lib/queries/request";

interface AcceptFormProps {
  readonly token: string;
  readonly invitation: OpenInvitation;
  /** "gone": somebody used the link, or took it back, while the form was open. */
  readonly onEnd: (how: "accepted" | "gone") => void;
}

/** What our server says of a field; anything else is "not accepted". */
const FAULTS = ["missing", "not-a-name", "too-short", "too-long", "known", "about-you"] as const;

/** Name and password of an account to be. The server decides what is a good one. */
export function AcceptForm({ token, invitation, onEnd }: AcceptFormProps) {
  const t = useTranslations("invitation");
  const errors = useTranslations("errors.code");
  const roles = useTranslations("shell.role");
  const locale = useLocale();
  const id = useId();
  const name = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [faults, setFaults] = useState<readonly RefusedParameter[]>([]);
  const [problem, setProblem] = useState<RequestError>();

  async function send(event: FormEvent) {
    event.preventDefault();
    if (isBusy) return;
    setIsBusy(true);
    setFaults([]);
    setProblem(undefined);
    const given = { name: name.current?.value ?? "", password: password.current?.value ?? "" };
    try {
      await acceptInvitation({ token, ...given, locale });
      // The secret is used up; nobody needs to find it in the history.
      window.history.replaceState(null, "", window.location.pathname);
      onEnd("accepted");
    } catch (error) {
      const known = error instanceof RequestError ? error : new RequestError("internal");
      if (known.code === "not-found") return onEnd("gone");
      if (known.parameters.length > 0) setFaults(known.parameters);
      else setProblem(known);
      setIsBusy(false);
    }
  }

  const wordOf = ({ reason }: RefusedParameter) =>
    t(`fault.${FAULTS.find((fault) => fault === reason) ?? "other"}`);
  const faultOf = (field: string) => {
    const fault = faults.find((candidate) => candidate.name === field);
    return fault && wordOf(fault);
  };
  return (
    <form onSubmit={send} noValidate className="grid gap-4 rounded-xl border bg-surface p-5 sm:p-6">
      <p className="text-ink-soft">{t("lead", { role: roles(invitation.role) })}</p>
      {faults.length > 0 && (
        <ErrorSummary
          title={t("faults")}
          errors={faults.map((fault) => ({ fieldId: `${id}-${fault.name}`, text: wordOf(fault) }))}
        />
      )}
      <Field label={t("email")} type="email" autoComplete="username" readOnly value={invitation.email} />
      <Field
        ref={name}
        id={`${id}-name`}
        label={t("name")}
        hint={t("nameHint")}
        autoComplete="name"
        maxLength={100}
        required
        error={faultOf("name")}
      />
      <Field
        ref={password}
        id={`${id}-password`}
        label={t("password")}
        hint={t("passwordHint")}
        type="password"
        autoComplete="new-password"
        required
        error={faultOf("password")}
      />
      {problem && (
        <Notice tone="bad" isLive title={errors(`${problem.code}.title`)}>
          {errors(`${problem.code}.next`)}
        </Notice>
      )}
      <Button type="submit" variant="primary" size="large" isBusy={isBusy} className="mt-1 w-full">
        {t("submit")}
      </Button>
    </form>
  );
}
