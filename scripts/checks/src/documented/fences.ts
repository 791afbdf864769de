import type { Page } from '../links.ts';

/** A block of code of a page. `line` is that of its first line, from 1. */
export type Fence = { page: string; line: number; language: string; text: string };

/** What a page may say a block is. A block that says nothing could be commands that nobody looks at. */
const known = new Set(['bash', 'text', 'hcl', 'ts', 'js', 'python', 'json', 'mermaid', 'html', 'yaml']);

/** All blocks of a page, and what is wrong with them, as `page:line: …`. */
export function fencesOf({ path, text }: Page): { fences: Fence[]; faults: string[] } {
  const fences: Fence[] = [];
  const faults: string[] = [];
  let open: { mark: string; indent: number; fence: Fence; lines: string[] } | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const [, indent = '', mark, info = ''] = /^(\s*)(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    if (open !== undefined) {
      if (mark?.startsWith(open.mark) && info.trim() === '') {
        fences.push({ ...open.fence, text: open.lines.join('\n') });
        open = undefined;
      } else open.lines.push(line.slice(Math.min(open.indent, line.length - line.trimStart().length)));
    } else if (mark !== undefined) {
      const language = info.trim();
      if (!known.has(language))
        faults.push(
          `${path}:${index + 1}: a block of ${language === '' ? 'nothing in particular' : language}. Commands are \`bash\`, what is no code is \`text\`.`,
        );
      open = {
        mark,
        indent: indent.length,
        fence: { page: path, line: index + 2, language, text: '' },
        lines: [],
      };
    }
  }
  return { fences, faults };
}
