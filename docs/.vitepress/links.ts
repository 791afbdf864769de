import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { MarkdownOptions } from 'vitepress';
import * as z from 'zod';
import { pageAt, placeOf, root } from './pages.ts';

type MarkdownIt = Parameters<NonNullable<MarkdownOptions['config']>>[0];

/**
 * Where the repository can be read, such as `https://github.com/<owner>/cleandesk/blob/main`. Without it a link to a
 * file of code is text: the site does not know where its readers find it.
 */
const source = process.env.DOCS_SOURCE_URL;

/**
 * The same Markdown is read on GitHub, where a link is relative to its file, and may lead to a folder or to code. Here it
 * leads to where the page is on the site, a folder is its README, and code is at `source`. One that leads nowhere ends the
 * build; anchors are the business of the step `links`.
 */
export function linksOfTheRepository(markdown: MarkdownIt): void {
  markdown.core.ruler.push('links-of-the-repository', (state) => {
    // `path` is where the page is on the site, but for the index of the search, which knows no other.
    const { realPath, path: shown } = environment.parse(state.env);
    const file = realPath ?? shown;
    for (const { children } of state.tokens)
      for (const [index, token] of (children ?? []).entries()) {
        const target = token.type === 'link_open' ? token.attrGet('href') : null;
        if (target === null || /^([a-z][a-z0-9+.-]*:|\/\/|#)/i.test(target)) continue;
        const [place = '', anchor] = target.split('#', 2);
        const path = relative(root, join(dirname(file), decodeURI(place)));
        const found = pageAt(path);
        if (found !== undefined)
          token.attrSet('href', `/${placeOf(found)}${anchor === undefined ? '' : `#${anchor}`}`);
        else if (!existsSync(join(root, path)) || path.endsWith('.md'))
          throw new Error(`${relative(root, file)}: the link ${target} leads nowhere.`);
        else if (source !== undefined) token.attrSet('href', `${source}/${path}`);
        else asText(children ?? [], index, path);
      }
  });
}

const environment = z.object({ path: z.string(), realPath: z.string().optional() });

type Token = ReturnType<MarkdownIt['parse']>[number];

/** A link becomes its words, with the file's path to be seen when somebody points at them. */
function asText(tokens: readonly Token[], open: number, path: string): void {
  const start = tokens[open];
  const end = tokens.slice(open).find(({ type }) => type === 'link_close');
  for (const token of [start, end]) if (token !== undefined) token.tag = 'span';
  start?.attrs?.splice(0, start.attrs.length, ['title', path], ['class', 'file']);
}
