import type { Readable } from "node:stream";
import { type PasswordFault, type PasswordOwner, passwordFault } from "@/lib/passwords";
import { CommandError } from "../line/command-error";

const SENTENCES: Record<PasswordFault, string> = {
  "too-short": "The password must have 12 characters or more.",
  "too-long": "The password must have 1024 bytes or less.",
  "about-you": "Without the e-mail address, the name and the word Kontor the password is too short.",
  known: "The password is among those that guessing programs try first.",
};

/** Standard input, or what stands in for it. */
export interface PasswordSource extends Readable {
  readonly isTTY?: boolean | undefined;
  setRawMode(isRaw: boolean): unknown;
}

/** The part of a stream that questions go to. */
interface Questions {
  write(text: string): unknown;
}

/**
 * A new password: the first line of standard input, or, on a terminal, asked for twice without showing it.
 * @throws CommandError when there is none, it breaks a rule, or the two differ
 */
export async function readNewPassword(
  input: PasswordSource,
  questions: Questions,
  owner: PasswordOwner,
): Promise<string> {
  const password = input.isTTY ? await askTwice(input, questions) : await readPiped(input);
  const fault = passwordFault(password, owner);
  if (fault !== undefined) throw new CommandError(SENTENCES[fault]);
  return password;
}

async function readPiped(input: PasswordSource): Promise<string> {
  let text = "";
  for await (const chunk of input.setEncoding("utf8")) text += chunk;
  const [first = ""] = text.split(/\r?\n/, 1);
  if (first === "") throw new CommandError("No password came on standard input.");
  return first;
}

async function askTwice(terminal: PasswordSource, questions: Questions): Promise<string> {
  const password = await askHidden(terminal, questions, "New password: ");
  const again = await askHidden(terminal, questions, "The same again: ");
  if (password !== again) throw new CommandError("The two passwords differ.");
  return password;
}

const CTRL_C = "\u0003";
const CTRL_D = "\u0004";
const CTRL_U = "\u0015";
const BACKSPACES = ["\u007f", "\b"];

/** One line, typed unseen. Raw mode, so that the terminal echoes nothing. */
function askHidden(terminal: PasswordSource, questions: Questions, question: string): Promise<string> {
  return new Promise((answer, fail) => {
    let typed: string[] = [];
    questions.write(question);
    terminal.setRawMode(true);
    terminal.setEncoding("utf8");
    terminal.resume();

    function end(settle: () => void) {
      terminal.off("data", read);
      terminal.setRawMode(false);
      terminal.pause();
      questions.write("\n");
      settle();
    }

    function read(data: string) {
      for (const character of data) {
        if (character === "\r" || character === "\n") return end(() => answer(typed.join("")));
        if (character === CTRL_C || character === CTRL_D)
          return end(() => fail(new CommandError("Stopped; nothing was changed.")));
        if (character === CTRL_U) typed = [];
        else if (BACKSPACES.includes(character)) typed.pop();
        else typed.push(character);
      }
    }

    terminal.on("data", read);
  });
}
