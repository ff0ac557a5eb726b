import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import type { TraceQuestion } from "@/lib/domain/audit-trace";
import { FIELD, Labelled } from "./labelled";

/** Asks who saw one order. A form of the browser's own, which writes the address. */
export function TraceForm({ question }: { readonly question: TraceQuestion }) {
  const t = useTranslations("audit");
  return (
    <Section title={t("trace.title")}>
      <p className="mb-3 max-w-prose text-ink-soft text-sm">{t("trace.lead")}</p>
      <form
        action="/audit/trace"
        aria-label={t("trace.title")}
        className="grid grid-cols-2 items-end gap-x-3 gap-y-2.5 sm:grid-cols-[repeat(2,minmax(8rem,1fr))_auto]"
      >
        <Labelled id="trace-order" label={t("trace.order")} className="col-span-full">
          <input
            id="trace-order"
            name="order"
            required
            defaultValue={question.order}
            maxLength={128}
            autoComplete="off"
            spellCheck={false}
            className={FIELD}
          />
        </Labelled>
        <Labelled id="trace-from" label={t("filter.from")}>
          <input id="trace-from" type="date" name="from" defaultValue={question.from} className={FIELD} />
        </Labelled>
        <Labelled id="trace-to" label={t("filter.to")}>
          <input id="trace-to" type="date" name="to" defaultValue={question.to} className={FIELD} />
        </Labelled>
        <div className="col-span-full flex justify-end sm:col-span-1">
          <Button type="submit">{t("trace.submit")}</Button>
        </div>
      </form>
    </Section>
  );
}
