import { headers } from "next/headers";
import { ProblemState } from "@/components/problem-state";
import { ButtonLink } from "@/components/ui/button-link";
import type { expectedFailure } from "./expected-failure";

interface PageProblemProps {
  readonly code: ReturnType<typeof expectedFailure>;
  /** The page's own address: asks for the same again. */
  readonly href: string;
  readonly retry: string;
}

/** In place of a page whose data cannot be had now. */
export async function PageProblem({ code, href, retry }: PageProblemProps) {
  const sent = await headers();
  return (
    <ProblemState
      isPage
      code={code}
      requestId={sent.get("x-request-id") ?? undefined}
      action={
        <ButtonLink href={href} prefetch={false}>
          {retry}
        </ButtonLink>
      }
    />
  );
}
