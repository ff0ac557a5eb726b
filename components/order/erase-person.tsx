"use client";

import { UserX } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { announce } from "@/components/ui/announcer";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import type { ErasureAnswer } from "@/lib/queries/erasure-answer";
import { postJson, RequestError } from "@/lib/queries/request";

interface ErasePersonProps {
  readonly kind: "session" | "transaction";
  readonly id: string;
  readonly words: EraseWords;
}

/** Passed in, so that only administrators load them. */
export interface EraseWords {
  readonly button: string;
  readonly title: string;
  readonly explanation: string;
  readonly keeps: string;
  readonly reason: string;
  readonly hint: string;
  readonly tooShort: string;
  readonly count: string;
  /** With "#" for how many documents. */
  readonly found: string;
  readonly submit: string;
  readonly cancel: string;
  readonly done: string;
}

const SHORTEST_REASON = 3;

/** Erases whom this order names, in two steps: how many documents that is about, and only then for good. */
export function ErasePerson({ kind, id, words }: ErasePersonProps) {
  const router = useRouter();
  const errors = useTranslations("errors.code");
  const formId = useId();
  const [isOpen, setIsOpen] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [reason, setReason] = useState("");
  const [isTooShort, setIsTooShort] = useState(false);
  const [found, setFound] = useState<number>();
  const [problem, setProblem] = useState<RequestError>();

  function close() {
    setIsOpen(false);
    setFound(undefined);
    setProblem(undefined);
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    const trimmed = reason.trim();
    setIsTooShort(trimmed.length < SHORTEST_REASON);
    if (isBusy || trimmed.length < SHORTEST_REASON) return;
    setIsBusy(true);
    setProblem(undefined);
    try {
      const asked = { kind, id, reason: trimmed, dry_run: found === undefined };
      const answer = await postJson<ErasureAnswer>("/api/privacy/erase", asked);
      if (!answer.is_done) {
        setFound(answer.documents);
        return;
      }
      close();
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
      <Button size="small" variant="quiet" onClick={() => setIsOpen(true)}>
        <UserX aria-hidden="true" className="size-3.5" />
        {words.button}
      </Button>
      <Dialog
        title={words.title}
        isOpen={isOpen}
        onClose={close}
        footer={
          <>
            <Button variant="quiet" onClick={close}>
              {words.cancel}
            </Button>
            <Button
              variant={found === undefined ? "primary" : "danger"}
              type="submit"
              form={formId}
              isBusy={isBusy}
            >
              {found === undefined ? words.count : words.submit}
            </Button>
          </>
        }
      >
        <form id={formId} onSubmit={submit} noValidate className="grid gap-3">
          <p className="text-ink-soft text-sm">{words.explanation}</p>
          <p className="text-ink-soft text-sm">{words.keeps}</p>
          <Field
            label={words.reason}
            hint={words.hint}
            error={isTooShort ? words.tooShort : undefined}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            maxLength={500}
            required
          />
          {found !== undefined && (
            <Notice tone="bad" isLive title={words.found.replace("#", String(found))} />
          )}
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
