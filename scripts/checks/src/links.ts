/** A file of the repository as the check of links sees it: its path from the root, with `/`, and its text. */
export type Page = { path: string; text: string };

/**
 * Every link between files of the repository that leads nowhere: to a file that is not there, or to a heading that its
 * page does not have. Links to the web are not followed: a check that needs the network fails for others' reasons.
 * @param exists whether there is a file or folder at a path from the root
 * @returns a line for each, as `page:line: what is wrong`
 */
export function brokenLinks(pages: readonly Page[], exists: (path: string) => boolean): string[] {
  const anchors = new Map(pages.map(({ path, text }) => [path, anchorsOf(text)]));
  return pages.flatMap((page) =>
    linksOf(page.text).flatMap(({ target, line }) => {
      const wrong = wrongWith(page.path, target, anchors, exists);
      return wrong === undefined ? [] : [`${page.path}:${line}: ${wrong}`];
    }),
  );
}

export type Link = { target: string; line: number };

/** Targets of links and pictures, in Markdown and in HTML. What stands in code is no link. */
export function linksOf(markdown: string): Link[] {
  const patterns = [
    /\]\(\s*<?([^()\s<>]*(?:\([^()\s]*\)[^()\s<>]*)*)>?(?:\s+["'][^)]*)?\)/g,
    /^\s{0,3}\[[^\]]+\]:\s+<?([^\s<>]+)/g,
    /<(?:a|img|source)\b[^>]*?\b(?:href|src|srcset)="([^"\s]+)/g,
  ];
  return withoutCode(markdown).flatMap((text, index) =>
    patterns
      .flatMap((pattern) => [...text.matchAll(pattern)])
      .flatMap(([, target]) => (target === undefined || target === '' ? [] : [{ target, line: index + 1 }])),
  );
}

/** The anchors that GitHub gives a page's headings: small letters, hyphens for spaces, a number for the second of a name. */
export function anchorsOf(markdown: string): Set<string> {
  const anchors = new Set<string>();
  const seen = new Map<string, number>();
  for (const line of withoutFences(markdown)) {
    const heading = /^#{1,6}\s+(.*?)\s*#*\s*$/.exec(line)?.[1];
    if (heading === undefined) continue;
    const name = heading
      .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, '')
      .replaceAll(' ', '-');
    const before = seen.get(name) ?? 0;
    seen.set(name, before + 1);
    anchors.add(before === 0 ? name : `${name}-${before}`);
  }
  for (const [, name] of markdown.matchAll(/<a\s+(?:id|name)="([^"]+)"/g)) if (name) anchors.add(name);
  return anchors;
}

function wrongWith(
  from: string,
  target: string,
  anchors: ReadonlyMap<string, ReadonlySet<string>>,
  exists: (path: string) => boolean,
): string | undefined {
  // Another scheme, or another host.
  if (/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(target)) return undefined;
  const [place = '', anchor] = target.split('#', 2);
  const path = place === '' ? from : resolve(from, decodeURI(place));
  if (path === undefined) return `${target} leads out of the repository`;
  if (place !== '' && !exists(path)) return `${target} is not there`;
  const known = anchors.get(path);
  if (anchor === undefined || known === undefined || known.has(decodeURI(anchor))) return undefined;
  return `${place === '' ? 'this page' : place} has no heading #${anchor}`;
}

/** A relative target as a path from the root; `undefined` when it leaves the repository. A `/` in front means the root. */
function resolve(from: string, target: string): string | undefined {
  const path = target.startsWith('/') ? [] : from.split('/').slice(0, -1);
  for (const part of target.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') path.push(part);
    else if (path.pop() === undefined) return undefined;
  }
  return path.join('/');
}

/** The lines of a page, empty where they are inside a fence, so that the others keep their numbers. */
function withoutFences(markdown: string): string[] {
  let fence: string | undefined;
  return markdown.split('\n').map((line) => {
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== undefined) {
      if (mark?.startsWith(fence) && line.trim() === mark) fence = undefined;
      return '';
    }
    if (mark === undefined) return line;
    fence = mark;
    return '';
  });
}

const withoutCode = (markdown: string): string[] =>
  withoutFences(markdown).map((line) => line.replace(/(`+)(?!`).*?(?<!`)\1(?!`)/g, ''));
