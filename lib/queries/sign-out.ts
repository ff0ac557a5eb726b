/** Ends this sign-in on the server, by next-auth's own door and its own token. */
export async function signOut(): Promise<void> {
  const answer = await fetch("/api/auth/csrf", { cache: "no-store" });
  const { csrfToken }: { csrfToken: string } = await answer.json();
  await fetch("/api/auth/signout", {
    method: "POST",
    body: new URLSearchParams({ csrfToken, json: "true" }),
  });
}
