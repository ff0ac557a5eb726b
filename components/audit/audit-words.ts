import { useMessages } from "next-intl";

type Tree = { readonly [word: string]: string | Tree };

/** What an action is called; one that only another Kontor knows keeps its raw name. */
export function useActionPhrase(): (action: string) => string {
  const { action: phrases } = useMessages().audit;
  return (action) => {
    const dot = action.indexOf(".");
    return wordOf(phrases, [action.slice(0, dot), action.slice(dot + 1)]) ?? action;
  };
}

/** What kind of thing an entry was about; undefined for a kind that only another Kontor knows. */
export function useSubjectWord(): (kind: string) => string | undefined {
  const { subject } = useMessages().audit;
  return (kind) => wordOf(subject, [kind]);
}

function wordOf(tree: Tree, path: readonly string[]): string | undefined {
  let found: string | Tree | undefined = tree;
  for (const step of path) {
    if (typeof found !== "object" || !Object.hasOwn(found, step)) return undefined;
    found = found[step];
  }
  return typeof found === "string" ? found : undefined;
}

/** The page of what an entry was about, where there is one. */
export function subjectHref(kind: string | undefined, id: string | undefined): string | undefined {
  if (kind === undefined || id === undefined || id.startsWith("sha256:")) return undefined;
  const path = Object.hasOwn(PAGES, kind) ? PAGES[kind] : undefined;
  return path && `${path}${encodeURIComponent(id)}`;
}

const PAGES: Readonly<Record<string, string>> = {
  session: "/sessions/",
  order: "/sessions/",
  transaction: "/transactions/",
  callback: "/callbacks/",
};
