/** What is wrong with a command line, in one plain sentence for whoever typed it. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}
