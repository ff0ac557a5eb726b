"use client";

import { Eye } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { announce } from "@/components/ui/announcer";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { postJson, RequestError } from "@/lib/queries/request";

interface RevealContactProps {
  /** Where the reason is posted. */
  readonly action: string;
  readonly words: {
    readonly button: string;
    readonly title: string;
    readonly explanation: string;
    readonly reason: string;
    readonly hint: string;
    readonly tooShort: string;
    readonly submit: string;
    readonly cancel: string;
    readonly done: string;
  };
}

/** A reason that says nothing is no reason. The server decides; this only spares a round trip. */
const SHORTEST_REASON = 3;

/** Asks why, has it written to the audit log, and shows the page again with contact data readable. */
export function RevealContact({ action, words }: RevealContactProps) {
  const router = useRouter();
  const errors = useTranslations("errors.code");
  const formId = useId();
  const [isOpen, setIsOpen] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  // Kept while the page is open: whoever had to say why once need not type it again for the same order.
  const [reason, setReason] = useState("");
  const [isTooShort, setIsTooShort] = useState(false);
  const [problem, setProblem] = useState<RequestError>();

  async function submit(event: FormEvent) {
    event.preventDefault();
    const trimmed = reason.trim();
    setIsTooShort(trimmed.length < SHORTEST_REASON);
    if (isBusy || trimmed.length < SHORTEST_REASON) return;
    setIsBusy(true);
    setProblem(undefined);
    try {
      await postJson(action, { reason: trimmed });
      setIsOpen(false);
      announce(words.done);
      router.refresh();
    } catch (error) {
      setProblem(error instanceof RequestError ? error : new RequestError("internal"));
    } finally {
      setIsBusy(false);
    }
  }

  return (
    <>
      <Button size="small" onClick={() => setIsOpen(true)}>
        <Eye aria-hidden="true" className="size-3.5" />
        {words.button}
      </Button>
      <Dialog
        title={words.title}
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        footer={
          <>
            <Button variant="quiet" onClick={() => setIsOpen(false)}>
              {words.cancel}
            </Button>
            <Button variant="primary" type="submit" form={formId} isBusy={isBusy}>
              {words.submit}
            </Button>
          </>
        }
      >
        <form id={formId} onSubmit={submit} noValidate className="grid gap-3">
          <p className="text-ink-soft text-sm">{words.explanation}</p>
          <Field
            label={words.reason}
            hint={words.hint}
            error={isTooShort ? words.tooShort : undefined}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            maxLength={500}
            required
          />
          {problem && (
            <Notice tone="bad" isLive title={errors(`${problem.code}.title`)}>
              {errors(`${problem.code}.next`)}
            </Notice>
          )}
        </form>
      </Dialog>
    </>
  );
}
