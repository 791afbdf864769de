import { slug } from 'github-slugger';
import { defineConfig } from 'vitepress';
import { plainBraces } from './braces.ts';
import { drawnDiagrams } from './diagrams.ts';
import { linksOfTheRepository } from './links.ts';
import { nav, sidebar } from './navigation.ts';
import { excluded, pages, placeOf, root } from './pages.ts';

/** Pages outside of this package have no Vue beside them to be rendered with: they take this package's. */
const vueForEveryPage = {
  name: 'vue-for-every-page',
  enforce: 'pre',
  resolveId: (id: string, _from: unknown, { ssr }: { ssr?: boolean }) =>
    ssr && /^vue(\/server-renderer)?$/.test(id) ? { id, external: true } : undefined,
} as const;

export default defineConfig({
  title: 'Cleandesk',
  description: 'Non-persistent desktops on Amazon WorkSpaces Personal',
  lang: 'en',
  srcDir: root,
  srcExclude: excluded,
  rewrites: Object.fromEntries(pages.map((page) => [page, placeOf(page)])),
  outDir: '../.local/site',
  cacheDir: '../.local/vitepress',
  vite: { plugins: [vueForEveryPage] },
  // Where the site is served from a folder, as GitHub Pages does it.
  base: process.env.DOCS_BASE ?? '/',
  cleanUrls: false,
  metaChunk: true,
  markdown: {
    // The same anchors as on GitHub, so that one link works on both.
    anchor: { slugify: slug },
    config(markdown) {
      drawnDiagrams(markdown);
      linksOfTheRepository(markdown);
      plainBraces(markdown);
    },
  },
  themeConfig: { nav, sidebar, outline: [2, 3], search: { provider: 'local' } },
});
