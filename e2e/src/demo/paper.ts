import { createColors } from 'picocolors';
import type { Line } from './narrator.ts';
import type { Ending, Face } from './play.ts';

/** Where a demo is told: a terminal in colours, or a file without. */
export type Paper = {
  heading(text: string): void;
  note(text: string): void;
  line(line: Line, begunAt: number): void;
  endings(endings: readonly Ending[]): void;
};

/** @param isColourful false for a file, a pipe, or a person who set NO_COLOR. */
export function paper(print: (text: string) => void, isColourful: boolean): Paper {
  const colours = createColors(isColourful);
  const tones: Record<Line['tone'], (text: string) => string> = {
    person: colours.cyan,
    waiting: colours.yellow,
    reset: colours.red,
    ready: colours.green,
    quiet: colours.dim,
  };
  return {
    heading: (text) => print(`\n${colours.bold(text)}`),
    note: (text) => print(colours.dim(text)),
    line({ at, user, what, tone }, begunAt) {
      const elapsed = `${((at - begunAt) / 1000).toFixed(1)} s`.padStart(8);
      print(`${colours.dim(elapsed)}  ${nameOf(user).padEnd(6)}  ${tones[tone](what)}`);
    },
    endings(endings) {
      const rows = endings.map((ending) => [
        nameOf(ending.user),
        change(ending),
        ending.expected,
        ending.seen,
        ending.ok ? 'yes' : 'NO',
      ]);
      const widths = columnsOf(['user', 'desktop', 'expected', 'seen', 'ok'], rows);
      const laid = (row: readonly string[]) =>
        row
          .map((cell, index) => cell.padEnd(widths[index] ?? 0))
          .join('  ')
          .trimEnd();
      print(colours.dim(laid(['user', 'desktop', 'expected', 'seen', 'ok'])));
      rows.forEach((row, index) => {
        print(endings[index]?.ok ? colours.green(laid(row)) : colours.red(laid(row)));
      });
    },
  };
}

/** Without the run's own ending, which only tells names of different runs apart. */
export const nameOf = (user: string): string => user.split('.')[0] ?? user;

function change({ before, after }: Ending): string {
  if (before === undefined || after === undefined || after.workspaceId !== before.workspaceId)
    return `${faceText(before)} → ${faceText(after)}`;
  if (after.address !== before.address) return `${faceText(before)} → ${after.address ?? 'no address'}`;
  return faceText(before);
}

const faceText = (face: Face | undefined): string =>
  face === undefined ? 'none' : `${face.workspaceId} ${face.address ?? 'no address'}`;

const columnsOf = (heads: readonly string[], rows: readonly (readonly string[])[]): number[] =>
  heads.map((head, index) => Math.max(head.length, ...rows.map((row) => row[index]?.length ?? 0)));
