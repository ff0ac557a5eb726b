/** Signs in as a browser would, and answers the headers that say so. */
export async function signIn(
  origin: string,
  email: string,
  password: string,
): Promise<Readonly<Record<string, string>>> {
  const jar = new Map<string, string>();
  const keep = (answer: Response) => {
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = ""] = cookie.split(";", 1);
      const at = pair.indexOf("=");
      jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
  };
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");

  const csrf = await fetch(`${origin}/api/auth/csrf`);
  keep(csrf);
  const { csrfToken } = JSON.parse(await csrf.text());
  const answer = await fetch(`${origin}/api/auth/callback/credentials`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: cookie(), origin, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ email, password, csrfToken, json: "true" }),
  });
  keep(answer);
  const page = await fetch(origin, { redirect: "manual", headers: { cookie: cookie() } });
  if (page.status !== 200) throw new Error(`sign-in as ${email} was refused (${answer.status})`);
  return { cookie: cookie() };
}
