import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anchorsOf, brokenLinks, linksOf } from '../src/links.ts';
import { linksStep } from '../src/links-step.ts';

const targets = (markdown: string) => linksOf(markdown).map(({ target }) => target);

describe('a link', () => {
  it('is found in Markdown and in HTML, with its line', () => {
    expect(linksOf('a\n[b](c.md "title") and ![d](e.svg)\n\n[f]: g.md\n<img alt="h" src="i.svg">')).toEqual([
      { target: 'c.md', line: 2 },
      { target: 'e.svg', line: 2 },
      { target: 'g.md', line: 4 },
      { target: 'i.svg', line: 5 },
    ]);
    expect(targets('[a](<b.md>) [c](d(e).md) [![f](g.svg)](h.md)')).toEqual([
      'b.md',
      'd(e).md',
      'g.svg',
      'h.md',
    ]);
  });

  it('is none when it stands in code', () => {
    expect(targets('`[a](b.md)` and ``[`c`](d.md)``\n```hcl\nmerge(x)[0](y.md)\n```\n[e](f.md)')).toEqual([
      'f.md',
    ]);
    expect(targets('````\n```\n[a](b.md)\n````\n[c](d.md)')).toEqual(['d.md']);
  });
});

describe('a heading', () => {
  it('is reached as on GitHub', () => {
    const page =
      '# Not here\n## `hears.ts`, and *why*\n## Not here\n```\n# a comment\n```\n<a id="by-hand"></a>';
    expect([...anchorsOf(page)]).toEqual(['not-here', 'hearsts-and-why', 'not-here-1', 'by-hand']);
  });
});

describe('a link is broken', () => {
  const there = new Set(['README.md', 'docs', 'docs/events.md']);
  const broken = (path: string, text: string) =>
    brokenLinks(
      [
        { path, text },
        { path: 'docs/events.md', text: '# Events\n## SeatChanged.v1' },
      ],
      (one) => there.has(one),
    );

  it('when its file is not there, or lies outside', () => {
    expect(
      broken('docs/a.md', '[x](events.md) [y](../README.md) [z](/docs) [web](https://example.com/x)'),
    ).toEqual([]);
    expect(broken('docs/a.md', '[x](event.md)')).toEqual(['docs/a.md:1: event.md is not there']);
    expect(broken('docs/a.md', '\n[x](../../README.md)')).toEqual([
      'docs/a.md:2: ../../README.md leads out of the repository',
    ]);
  });

  it('when its page has no such heading', () => {
    expect(broken('README.md', '# Top\n[x](#top) [y](docs/events.md#seatchangedv1)')).toEqual([]);
    expect(broken('README.md', '[x](#top) [y](docs/events.md#seatchanged)')).toEqual([
      'README.md:1: this page has no heading #top',
      'README.md:1: docs/events.md has no heading #seatchanged',
    ]);
  });
});

describe('the step', () => {
  it('reads all pages but those that were installed', async () => {
    const root = mkdtempSync(join(tmpdir(), 'links-'));
    try {
      mkdirSync(join(root, 'node_modules/a'), { recursive: true });
      writeFileSync(join(root, 'node_modules/a/README.md'), '[x](gone.md)');
      writeFileSync(join(root, 'README.md'), '[x](LICENSE)');
      expect(await linksStep(root)).toMatchObject({
        passed: 0,
        failed: 1,
        output: 'README.md:1: LICENSE is not there',
      });
      writeFileSync(join(root, 'LICENSE'), 'MIT');
      expect(await linksStep(root)).toMatchObject({ passed: 1, failed: 0 });
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
});
