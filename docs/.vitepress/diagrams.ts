import { renderMermaidSVG } from 'beautiful-mermaid';
import type { MarkdownOptions } from 'vitepress';

type MarkdownIt = Parameters<NonNullable<MarkdownOptions['config']>>[0];

/** The site's own colours, so that a diagram follows its light and its dark theme. */
const colours = {
  bg: 'var(--vp-c-bg)',
  fg: 'var(--vp-c-text-1)',
  muted: 'var(--vp-c-text-2)',
  line: 'var(--vp-c-text-3)',
  accent: 'var(--vp-c-brand-1)',
  surface: 'var(--vp-c-bg-soft)',
  border: 'var(--vp-c-border)',
  transparent: true,
};

/** Mermaid, which GitHub draws by itself, is drawn here while the site is built: no page carries a renderer. */
export function drawnDiagrams(markdown: MarkdownIt): void {
  const asCode = markdown.renderer.rules.fence;
  markdown.renderer.rules.fence = (tokens, index, options, env, self) => {
    const token = tokens[index];
    if (token?.info.trim() === 'mermaid') return `<div class="diagram" v-pre>${drawn(token.content)}</div>\n`;
    return asCode === undefined
      ? self.renderToken(tokens, index, options)
      : asCode(tokens, index, options, env, self);
  };
}

/** Its styles are the site's (`theme/site.css`): a page of Vue has no `<style>`, and they would fetch a font from somebody else's server. */
const drawn = (mermaid: string): string =>
  renderMermaidSVG(mermaid, colours).replace(/<style>.*?<\/style>/s, '');
