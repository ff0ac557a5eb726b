/** Signs in as the sign-in page does, and answers the headers that say so. */
export async function signIn(
  origin: string,
  email: string,
  password: string,
): Promise<Readonly<Record<string, string>>> {
  const answer = await fetch(`${origin}/api/auth/callback/credentials`, {
    method: "POST",
    headers: { origin, "content-type": "application/json" },
    body: JSON.stringify({ email, password, callbackUrl: "/", json: "true" }),
  });
  if (!answer.ok) throw new Error(`sign-in as ${email} was refused (${answer.status})`);
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(";", 1)[0]);
  return { cookie: cookies.join("; ") };
}
