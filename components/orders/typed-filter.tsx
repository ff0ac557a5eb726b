"use client";

import { ListFilter } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { type FilterProblem, type OrderFilter, orderFilterParams } from "@/lib/domain/order-filter";
import { changed, listHref, lookParams, type OrderLook } from "@/lib/domain/order-look";
import { type HeldValues, readTypedFilter, TYPED_PARAMETER, typedFields } from "@/lib/format/typed-filter";
import { useProblemSentence } from "./filter-problems";
import { useGoInList } from "./list-region";

interface TypedFilterProps {
  readonly filter: OrderFilter;
  readonly look: OrderLook;
  readonly held: HeldValues;
  /** What was typed and not understood, where it came without a script. */
  readonly asked?: string | undefined;
}

/**
 * Filters by typing, in the address's own words; what is not understood is said here and sent nowhere. Without a script
 * the page reads what was typed and leads on.
 */
export function TypedFilter({ filter, look, held, asked = "" }: TypedFilterProps) {
  const t = useTranslations("orders.typed");
  const sentence = useProblemSentence();
  const go = useGoInList();
  const form = useRef<HTMLFormElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(asked);
  const [problems, setProblems] = useState<readonly FilterProblem[]>([]);
  const offered = offersFor(text, held);

  useEffect(() => {
    const element = form.current;
    // On the form itself: it must be there before the list's region, which would send what was typed.
    const onSubmit = (event: SubmitEvent) => {
      event.preventDefault();
      const typed = readTypedFilter(text, filter, held);
      if ("problems" in typed) {
        setProblems(typed.problems);
        return;
      }
      setProblems([]);
      setText("");
      field.current?.blur();
      go(listHref(typed.filter, look));
    };
    element?.addEventListener("submit", onSubmit);
    return () => element?.removeEventListener("submit", onSubmit);
  }, [text, filter, look, held, go]);

  function type(next: string) {
    setText(next);
    setProblems([]);
  }

  function take(offer: Offer) {
    type(`${text.slice(0, text.length - lastWord(text).length)}${offer.text}`);
    field.current?.focus();
  }

  return (
    <form ref={form} action="/orders" className="group/typed relative min-w-0 flex-1 basis-64 sm:max-w-md">
      {[...orderFilterParams(changed(filter, {})), ...lookParams(look)].map(([name, value]) => (
        <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
      ))}
      <ListFilter
        aria-hidden="true"
        className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-faint"
      />
      <input
        ref={field}
        name={TYPED_PARAMETER}
        value={text}
        onChange={(event) => type(event.target.value)}
        aria-label={t("label")}
        aria-invalid={problems.length > 0 || undefined}
        aria-describedby="typed-problems"
        placeholder={t("placeholder")}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        className="h-8 w-full rounded border border-line-control bg-surface pr-2 pl-8 text-sm placeholder:text-ink-faint pointer-coarse:text-lg"
      />
      <div className="absolute top-full z-20 mt-1 hidden w-full min-w-64 rounded-lg border border-transparent bg-surface p-2 shadow-float group-focus-within/typed:block has-[>:empty:only-child]:hidden">
        <div
          id="typed-problems"
          role="alert"
          className="text-bad text-xs wrap-anywhere not-empty:px-1 not-empty:pb-1"
        >
          {problems.map((problem) => (
            <p key={`${problem.name} ${problem.value} ${problem.reason}`}>{sentence(problem)}</p>
          ))}
        </div>
        {offered.length > 0 && (
          <fieldset>
            <legend className="sr-only">{t("offers")}</legend>
            <ul className="flex flex-wrap gap-1">
              {offered.map((offer) => (
                <li key={offer.text}>
                  <button
                    type="button"
                    onClick={() => take(offer)}
                    aria-label={offer.text.trim()}
                    className="inline-flex h-6.5 items-center rounded border bg-neutral-soft px-1.5 font-mono text-ink-soft text-xs hover:border-line-strong hover:text-ink"
                  >
                    {offer.label}
                  </button>
                </li>
              ))}
            </ul>
          </fieldset>
        )}
      </div>
    </form>
  );
}

interface Offer {
  /** What is seen of it. */
  readonly label: string;
  /** What takes the place of the word that is being typed. */
  readonly text: string;
}

const MAX_OFFERS = 16;

/** How the word that is being typed may go on: the names of fields, then the values of one, those that orders have before others. */
function offersFor(text: string, held: HeldValues): readonly Offer[] {
  const fields = typedFields(held);
  const [name = "", value] = lastWord(text).toLowerCase().split(":");
  if (value === undefined) {
    const names = [...fields.keys()].filter((one) => one.startsWith(name));
    return names.map((one) => ({ label: `${one}:`, text: `${one}:` }));
  }
  const own = Object.entries(held).find(([field]) => field === name)?.[1] ?? [];
  const known = [...new Set([...own, ...(fields.get(name) ?? [])])];
  const fitting = known.filter((one) => one.toLowerCase().includes(value));
  return fitting
    .slice(0, MAX_OFFERS)
    .map((one) => ({ label: one, text: `${name}:${/\s/.test(one) ? `"${one}"` : one} ` }));
}

function lastWord(text: string): string {
  return /\S*$/.exec(text)?.[0] ?? "";
}
