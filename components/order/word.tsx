import { useWords } from "./words";

interface WordProps {
  readonly group: Parameters<ReturnType<typeof useWords>>[0];
  /** As received. */
  readonly value: string;
}

/** A value of Dintero's in words, with what was received behind it. */
export function Word({ group, value }: WordProps) {
  const word = useWords();
  return (
    <data value={value} title={value}>
      {word(group, value)}
    </data>
  );
}
