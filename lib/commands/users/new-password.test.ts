import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { CommandError } from "../line/command-error";
import { readNewPassword } from "./new-password";

const OWNER = { email: "kari.nordmann@example.com" };

/** A terminal that somebody types on, with the questions they were asked and what it echoed. */
class FakeTerminal extends PassThrough {
  readonly isTTY: boolean;
  readonly modes: boolean[] = [];

  constructor(isTTY: boolean) {
    super();
    this.isTTY = isTTY;
  }

  setRawMode(isRaw: boolean): void {
    this.modes.push(isRaw);
  }
}

async function typed(...words: string[]) {
  const terminal = new FakeTerminal(true);
  const asked: string[] = [];
  const questions = {
    write(text: string) {
      asked.push(text);
      const next = text.endsWith(": ") ? words.shift() : undefined;
      if (next !== undefined) terminal.write(next);
    },
  };
  const password = readNewPassword(terminal, questions, OWNER);
  const answer = await password.catch((error) => (error instanceof CommandError ? error.message : error));
  return { answer, asked: asked.join(""), modes: terminal.modes };
}

function piped(text: string) {
  const input = new FakeTerminal(false);
  input.end(text);
  return readNewPassword(input, { write: () => {} }, OWNER);
}

test("on a terminal it is asked for twice, and never shown", async () => {
  const { answer, asked, modes } = await typed("blåbær og fløte\r", "blåbær og fløte\r");
  expect(answer).toBe("blåbær og fløte");
  expect(asked).toBe("New password: \nThe same again: \n");
  expect(modes).toEqual([true, false, true, false]);
});

test("a slip can be taken back, and the terminal is as it was after Ctrl+C", async () => {
  const { answer } = await typed("wrong\u0015correct horsf\u007fe\n", "correct horse\n");
  expect(answer).toBe("correct horse");
  const stopped = await typed("half a pass\u0003");
  expect(stopped.answer).toBe("Stopped; nothing was changed.");
  expect(stopped.modes).toEqual([true, false]);
});

test("two that differ are refused", async () => {
  expect((await typed("correct horse\r", "correct mouse\r")).answer).toBe("The two passwords differ.");
});

test("piped, it is the first line, with its blanks", async () => {
  expect(await piped(" correct horse \r\nrest")).toBe(" correct horse ");
  expect(await piped("correct horse")).toBe("correct horse");
});

test.each([
  ["", "No password came on standard input."],
  ["short\n", "The password must have 12 characters or more."],
  ["a".repeat(1_025), "The password must have 1024 bytes or less."],
  ["Password2026!!\n", "The password is among those that guessing programs try first."],
  ["kari.nordmann1\n", "Without the e-mail address, the name and the word Kontor the password is too short."],
])("piped, %j is refused", async (text, sentence) => {
  await expect(piped(text)).rejects.toThrow(sentence);
});
