"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { announce } from "@/components/ui/announcer";
import type { RequestError } from "@/lib/queries/request";

/** A change on our own server: afterwards the page is read anew, and `said` is read out. */
export function useChange<Given = void, Answer = void>(
  change: (given: Given) => Promise<Answer>,
  { said, onDone }: { readonly said: string; readonly onDone?: (answer: Answer) => void },
) {
  const router = useRouter();
  return useMutation<Answer, RequestError, Given>({
    mutationFn: change,
    onSuccess: (answer) => {
      announce(said);
      onDone?.(answer);
      router.refresh();
    },
  });
}
