import { expect, test } from "vitest";
import { isKnownPassword } from "./known-passwords";

test.each([
  "123456789012",
  "1234567890123456",
  "098765432109",
  "qwertyuiopasdfgh",
  "abcdefghijklmnop",
  "passwordpassword",
  "PasswordPassword",
  "aaaaaaaaaaaaaaaa",
  "abcabcabcabc",
  "Password2026!!",
  "!!Password2026",
  "P@ssw0rd2026!",
  "p a s s w o r d 1 2 3 4",
  "ｐａｓｓｗｏｒｄ１２３４５",
  "qwerty123456",
  "1qaz2wsx3edc",
  "1q2w3e4r5t6y",
  "leavemealone",
  "iloveyou-iloveyou",
  "Dragon!!!!!!",
  "password1234567890123",
  "sunshine.2025",
])("%j is known to whoever guesses", (password) => expect(isKnownPassword(password)).toBe(true));

test.each([
  "correct horse battery",
  "another long password",
  "korrekt hest batteri stift",
  "en setning som bare jeg vet",
  "vJ8#kq2!Lm0zR",
  "Tr0ub4dor&3 og litt til",
  "dragon7fKqx92xZwp",
  "gvQ3kP-zz81_LmAo",
  "blåbærsyltetøy",
])("%j is taken", (password) => expect(isKnownPassword(password)).toBe(false));
