import { stripVTControlCharacters } from 'node:util';

/** How much a person reads before they look at the log. */
const shownLines = 60;

/**
 * The part of a failed step's output that says why. turbo runs many packages at once and names those that failed at
 * the end: only their lines are shown, the last ones of each.
 */
export function worthReading(output: string): string[] {
  const lines = stripVTControlCharacters(output).trimEnd().split('\n');
  const failed = lines.findLast((line) => /^\s*Failed:\s/.test(line))?.match(/\S+#\w+/g) ?? [];
  if (failed.length === 0) return lines.slice(-shownLines);
  return failed.flatMap((task) => {
    const prefix = `${task.replace(/,$/, '').replace('#', ':')}:`;
    const said = lines.filter((line) => line.startsWith(prefix));
    const firstFailure = said.findIndex((line) => /⎯ Failed|error|Error/.test(line));
    return firstFailure === -1
      ? said.slice(-shownLines)
      : said.slice(firstFailure, firstFailure + shownLines);
  });
}
