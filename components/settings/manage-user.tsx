"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { RequestTrouble } from "@/components/callbacks/request-trouble";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { SelectField } from "@/components/ui/select-field";
import { changeUser, type UserChange } from "@/lib/queries/settings";
import { isRole, ROLES, type Role } from "@/lib/roles";
import { useChange } from "./use-change";

interface ManageUserProps {
  readonly user: {
    readonly userId: string;
    readonly name: string;
    readonly role: Role;
    readonly isDisabled: boolean;
    readonly hasSecondFactor: boolean;
    readonly isSignedIn: boolean;
  };
}

/** Everything an administrator may do to somebody else, each with what it means for them. */
export function ManageUser({ user }: ManageUserProps) {
  const t = useTranslations("settings.manage");
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button size="small" aria-label={t("openFor", { name: user.name })} onClick={() => setIsOpen(true)}>
        {t("open")}
      </Button>
      <Dialog
        title={user.name}
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        className="text-left"
        footer={<Button onClick={() => setIsOpen(false)}>{t("close")}</Button>}
      >
        <Changes user={user} onDone={() => setIsOpen(false)} />
      </Dialog>
    </>
  );
}

function Changes({ user, onDone }: ManageUserProps & { readonly onDone: () => void }) {
  const t = useTranslations("settings.manage");
  const roles = useTranslations("shell.role");
  const [role, setRole] = useState<Role>(user.role);
  const { mutate, isPending, variables, error } = useChange(
    (change: UserChange) => changeUser(user.userId, change),
    { said: t("saved"), onDone },
  );
  const busyWith = isPending ? variables.change : undefined;
  return (
    <div className="grid gap-4 text-sm">
      <RequestTrouble error={error} />
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isPending) mutate({ change: "set-role", role });
        }}
      >
        <SelectField
          label={t("role")}
          hint={t("roleHint")}
          value={role}
          onChange={({ target }) => {
            if (isRole(target.value)) setRole(target.value);
          }}
          options={ROLES.map((value) => ({ value, label: roles(value) }))}
        />
        <Button
          type="submit"
          variant="primary"
          className="justify-self-start"
          isBusy={busyWith === "set-role"}
          disabled={role === user.role}
        >
          {t("saveRole")}
        </Button>
      </form>
      <ul className="grid divide-y border-t">
        {changesOf(user).map((change) => (
          <li key={change} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3">
            <p className="min-w-0 flex-1 basis-56 text-ink-soft">{t(`about.${change}`)}</p>
            <Button
              variant={change === "disable" ? "danger" : "secondary"}
              isBusy={busyWith === change}
              onClick={() => mutate({ change })}
            >
              {t(`do.${change}`)}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function changesOf({ isDisabled, isSignedIn, hasSecondFactor }: ManageUserProps["user"]) {
  const possible = [
    ["sign-out", isSignedIn],
    ["reset-second-factor", hasSecondFactor],
    ["enable", isDisabled],
    ["disable", !isDisabled],
  ] as const;
  return possible.flatMap(([change, isPossible]) => (isPossible ? [change] : []));
}
