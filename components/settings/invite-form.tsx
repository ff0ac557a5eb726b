"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { RequestTrouble } from "@/components/callbacks/request-trouble";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { SelectField } from "@/components/ui/select-field";
import { type InvitedAnswer, inviteUser } from "@/lib/queries/settings";
import { isRole, ROLES, type Role } from "@/lib/roles";
import { useChange } from "./use-change";

const FAULTS = ["no-address", "is-user"] as const;

/** Invites somebody, and shows the link this once: Kontor sends no mail. */
export function InviteForm() {
  const t = useTranslations("settings.invite");
  const roles = useTranslations("shell.role");
  const id = useId();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("support");
  const [made, setMade] = useState<{ readonly email: string; readonly answer: InvitedAnswer }>();
  const invitation = useChange(() => inviteUser({ email, role }), {
    said: t("madeSaid"),
    onDone(answer: InvitedAnswer) {
      setMade({ email, answer });
      setEmail("");
    },
  });
  const [fault] = invitation.error?.parameters ?? [];
  const faultText = fault && t(`fault.${FAULTS.find((known) => known === fault.reason) ?? "other"}`);

  function send(event: FormEvent) {
    event.preventDefault();
    if (invitation.isPending) return;
    setMade(undefined);
    invitation.mutate();
  }

  return (
    <div className="grid gap-4">
      <form onSubmit={send} noValidate className="grid max-w-2xl gap-3">
        {faultText !== undefined && (
          <ErrorSummary title={t("notSent")} errors={[{ fieldId: `${id}-email`, text: faultText }]} />
        )}
        <div className="grid items-start gap-3 sm:grid-cols-[minmax(0,1fr)_12rem]">
          <Field
            id={`${id}-email`}
            label={t("email")}
            type="email"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            required
            value={email}
            onChange={(event) => setEmail(event.target.value)}
            error={faultText}
          />
          <SelectField
            label={t("role")}
            value={role}
            onChange={({ target }) => {
              if (isRole(target.value)) setRole(target.value);
            }}
            options={ROLES.map((value) => ({ value, label: roles(value) }))}
          />
        </div>
        <Button type="submit" variant="primary" className="justify-self-start" isBusy={invitation.isPending}>
          {t("submit")}
        </Button>
        {faultText === undefined && <RequestTrouble error={invitation.error} />}
      </form>
      {made && <MadeLink email={made.email} link={made.answer.link} />}
    </div>
  );
}

function MadeLink({ email, link }: { readonly email: string; readonly link: string }) {
  const t = useTranslations("settings.invite");
  return (
    <Notice tone="good" isLive title={t("made", { email })} className="max-w-2xl">
      <p>{t("madeNote")}</p>
      <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-2 rounded border bg-surface px-3 py-2">
        <code className="wrap-anywhere min-w-0 flex-1 basis-64 select-all text-ink text-xs">{link}</code>
        <CopyButton value={link} label={t("copy")}>
          {t("copyShort")}
        </CopyButton>
      </div>
    </Notice>
  );
}
