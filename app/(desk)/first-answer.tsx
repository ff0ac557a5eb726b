import { type ReactNode, Suspense } from "react";

/** Long enough for an id that nobody has; short enough that nobody waits before a blank page. */
const PATIENCE_MS = 500;
const LATER = Symbol("later");

/**
 * Shows `answer` once it is there. An answer that comes soon decides the page's status, so that what does not exist is a
 * 404 (F49); behind a slow one a skeleton holds its place, and the status is 200 by then.
 */
export async function firstAnswer<T>(
  answer: Promise<T>,
  skeleton: ReactNode,
  show: (value: T) => ReactNode,
): Promise<ReactNode> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<typeof LATER>((resolve) => {
    timer = setTimeout(() => resolve(LATER), PATIENCE_MS);
  });
  const first = await Promise.race([answer, patience]).finally(() => clearTimeout(timer));
  if (first !== LATER) return show(first);
  return (
    <Suspense fallback={skeleton}>
      <Late answer={answer.then(show)} />
    </Suspense>
  );
}

async function Late({ answer }: { readonly answer: Promise<ReactNode> }) {
  return await answer;
}
