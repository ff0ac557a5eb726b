import { useTimeZone, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { AUDIT_ACTIONS, AUDIT_KINDS, isAuditAction } from "@/lib/domain/audit-actions";
import type { AuditActor } from "@/lib/domain/audit-entry";
import {
  AUDIT_OUTCOMES,
  type AuditFilter,
  actionsOfKind,
  auditHref,
  EVERY_ENTRY,
  NOBODY,
} from "@/lib/domain/audit-filter";
import { Pills } from "../ui/pills";
import { useActionPhrase } from "./audit-words";
import { FIELD, Labelled } from "./labelled";

interface FilterFormProps {
  readonly filter: AuditFilter;
  readonly actors: readonly AuditActor[];
}

/** What the log shows. Links and a form of the browser's own, which work without a script. */
export function FilterForm({ filter, actors }: FilterFormProps) {
  const t = useTranslations("audit");
  const zone = useTimeZone() ?? "UTC";
  const { before: _before, after: _after, ...rest } = filter;
  const { kind, action, outcome, actor, about, request, from, to, limit } = filter;
  const isNarrowed = [kind, action, outcome, actor, about, request, from, to].some(
    (value) => value !== undefined,
  );
  return (
    <div className="grid gap-3 border-b px-4 py-3">
      <Pills
        label={t("kind.label")}
        choices={[
          {
            name: t("kind.any"),
            href: auditHref({ ...rest, kind: undefined, action: undefined }),
            isOn: kind === undefined,
          },
          ...AUDIT_KINDS.map((name) => ({
            name: t(`kind.${name}`),
            href: auditHref({ ...rest, kind: name, action: undefined }),
            isOn: kind === name,
          })),
        ]}
      />
      <Pills
        label={t("outcome.label")}
        choices={[
          {
            name: t("outcome.any"),
            href: auditHref({ ...rest, outcome: undefined }),
            isOn: outcome === undefined,
          },
          ...AUDIT_OUTCOMES.map((name) => ({
            name: t(`outcome.${name}`),
            href: auditHref({ ...rest, outcome: name }),
            isOn: outcome === name,
          })),
        ]}
      />
      <form
        action="/audit"
        aria-label={t("filter.label")}
        className="grid grid-cols-2 items-end gap-x-3 gap-y-2.5 md:grid-cols-3 xl:grid-cols-[repeat(2,minmax(9rem,1fr))_minmax(12rem,1.5fr)_minmax(9rem,1fr)_repeat(2,minmax(8rem,1fr))_auto]"
      >
        {kind && <input type="hidden" name="kind" value={kind} />}
        {outcome && <input type="hidden" name="outcome" value={outcome} />}
        {limit !== EVERY_ENTRY.limit && <input type="hidden" name="limit" value={limit} />}
        <ActorField actor={actor} actors={actors} />
        <ActionField action={action} kind={kind} />
        <Labelled id="audit-about" label={t("filter.about")} className="col-span-2 md:col-span-1">
          <input
            id="audit-about"
            name="about"
            defaultValue={about}
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            className={FIELD}
          />
        </Labelled>
        <Labelled id="audit-request" label={t("filter.request")} className="col-span-2 md:col-span-1">
          <input
            id="audit-request"
            name="request"
            defaultValue={request}
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            className={FIELD}
          />
        </Labelled>
        <Labelled id="audit-from" label={t("filter.from")}>
          <input
            id="audit-from"
            type="date"
            name="from"
            defaultValue={from}
            aria-describedby="audit-days"
            className={FIELD}
          />
        </Labelled>
        <Labelled id="audit-to" label={t("filter.to")}>
          <input
            id="audit-to"
            type="date"
            name="to"
            defaultValue={to}
            aria-describedby="audit-days"
            className={FIELD}
          />
        </Labelled>
        <div className="col-span-full flex flex-wrap justify-end gap-2 xl:col-span-1">
          {isNarrowed && (
            <ButtonLink href={auditHref()} variant="quiet" prefetch={false}>
              {t("filter.clear")}
            </ButtonLink>
          )}
          <Button type="submit">{t("filter.submit")}</Button>
        </div>
        <p id="audit-days" className="col-span-full text-ink-faint text-xs">
          {t("filter.days", { zone })}
        </p>
      </form>
    </div>
  );
}

function ActorField({
  actor,
  actors,
}: {
  readonly actor: string | undefined;
  readonly actors: readonly AuditActor[];
}) {
  const t = useTranslations("audit");
  const isOther = actor !== undefined && actor !== NOBODY && !actors.some(({ userId }) => userId === actor);
  return (
    <Labelled id="audit-actor" label={t("filter.actor")}>
      <select id="audit-actor" name="actor" defaultValue={actor ?? ""} className={FIELD}>
        <option value="">{t("filter.any")}</option>
        {actors.map(({ userId, name, isDisabled }) => (
          <option key={userId} value={userId}>
            {isDisabled ? t("filter.disabled", { name }) : name}
          </option>
        ))}
        <option value={NOBODY}>{t("nobody")}</option>
        {isOther && <option value={actor}>{t("goneUser", { id: actor })}</option>}
      </select>
    </Labelled>
  );
}

function ActionField({ action, kind }: Pick<AuditFilter, "action" | "kind">) {
  const t = useTranslations("audit");
  const phraseOf = useActionPhrase();
  const kinds = kind === undefined ? AUDIT_KINDS : [kind];
  const isOffered = action !== undefined && isAuditAction(action) && kinds.includes(AUDIT_ACTIONS[action]);
  return (
    <Labelled id="audit-action" label={t("filter.action")}>
      <select id="audit-action" name="action" defaultValue={action ?? ""} className={FIELD}>
        <option value="">{t("filter.anyAction")}</option>
        {kinds.map((group) => (
          <optgroup key={group} label={t(`kind.${group}`)}>
            {actionsOfKind(group).map((name) => (
              <option key={name} value={name}>
                {phraseOf(name)}
              </option>
            ))}
          </optgroup>
        ))}
        {action !== undefined && !isOffered && <option value={action}>{phraseOf(action)}</option>}
      </select>
    </Labelled>
  );
}
