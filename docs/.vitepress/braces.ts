import type { MarkdownRenderer } from 'vitepress';

/** Two braces in a text are two braces, as on GitHub: Vue would run what is between them. In code it does not. */
export function plainBraces(markdown: MarkdownRenderer): void {
  const { text } = markdown.renderer.rules;
  markdown.renderer.rules.text = (...given) => {
    const [tokens, index] = given;
    const rendered = text?.(...given) ?? markdown.utils.escapeHtml(tokens[index]?.content ?? '');
    return rendered.replaceAll('{{', '&#123;&#123;');
  };
}
