import Table from 'cli-table3';
import { createColors } from 'picocolors';

/** For a terminal, and for none that NO_COLOR asks to be without: picocolors knows. */
export const colours = createColors();

const nothing = '';
/** Columns with two spaces between them, and no lines: they can be cut, sorted and searched. */
const bare = {
  top: nothing,
  'top-mid': nothing,
  'top-left': nothing,
  'top-right': nothing,
  bottom: nothing,
  'bottom-mid': nothing,
  'bottom-left': nothing,
  'bottom-right': nothing,
  left: nothing,
  'left-mid': nothing,
  mid: nothing,
  'mid-mid': nothing,
  right: nothing,
  'right-mid': nothing,
  middle: '  ',
};

/** A text, or one in a colour. */
export type Cell = string | undefined | { text: string; colour: (text: string) => string };

/** @param rows as wide as `head`; what is not there is left empty */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const laid = new Table({
    head: head.map((name) => colours.dim(name)),
    chars: bare,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  laid.push(...rows.map((row) => row.map(shown)));
  return laid
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

const shown = (cell: Cell): string =>
  typeof cell === 'object' ? cell.colour(plain(cell.text)) : plain(cell ?? '');

/** Names come from directories and tags: what would move a cursor is shown and does nothing. */
export const plain = (text: string): string => text.replaceAll(/\p{Cc}/gu, '\uFFFD');

/** Tells the answer: as one JSON document, or in words. */
export function answer(json: boolean | undefined, value: unknown, text: () => string): void {
  console.log(json === true ? JSON.stringify(value, null, 2) : text());
}

/** `1 desktop`, `2 desktops`. */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
