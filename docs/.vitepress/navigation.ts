import type { DefaultTheme } from 'vitepress';
import { pages, placeOf, titleOf } from './pages.ts';

/** Each page by its own heading, so that a new title is a new entry. */
const entry = (path: string): DefaultTheme.SidebarItem => ({
  text: titleOf(path),
  link: `/${placeOf(path).replace(/(index)?\.md$/, '')}`,
});

const below = (folder: string, name = /\.md$/): DefaultTheme.SidebarItem[] =>
  pages.filter((path) => path.startsWith(folder) && name.test(path)).map(entry);

const readmes = /^[^/]+\/[^/]+\/README\.md$/;

/** In the order in which somebody needs them; others come after. */
const inOrder = [
  'try-it-locally',
  'first-deploy',
  'upgrade',
  'add-a-group',
  'open-a-portal',
  'change-a-policy-safely',
  'roll-out-an-image',
  'keep-profiles-outside-of-the-desktop',
  'come-from-hand-made-alarms-and-functions',
  'leave-workspaces-pools',
  'speak-as-an-operator',
];
const others = pages
  .filter(
    (path) => /^docs\/how-to\/.+\.md$/.test(path) && !inOrder.some((name) => path.endsWith(`/${name}.md`)),
  )
  .map(entry);

export const nav: DefaultTheme.NavItem[] = [
  { text: 'Start', link: '/' },
  { text: 'How to', link: '/how-to/first-deploy' },
  { text: 'Reference', link: '/events' },
  { text: 'Runbook', link: '/runbook' },
];

export const sidebar: DefaultTheme.SidebarItem[] = [
  {
    text: 'Understand',
    items: [
      { text: 'Start here', link: '/' },
      ...['docs/concepts.md', 'docs/architecture.md', 'docs/faq.md', 'docs/performance.md'].map(entry),
      { text: 'Decisions', link: '/decisions/', collapsed: true, items: below('docs/decisions/0') },
    ],
  },
  { text: 'How to', items: [...inOrder.map((name) => entry(`docs/how-to/${name}.md`)), ...others] },
  {
    text: 'Operate',
    items: [
      entry('docs/runbook.md'),
      {
        ...entry('docs/runbooks/README.md'),
        collapsed: true,
        items: below('docs/runbooks/', /\/[a-z][^/]*\.md$/),
      },
      ...['docs/records.md', 'docs/security.md'].map(entry),
    ],
  },
  {
    text: 'Reference',
    items: [
      ...['docs/policies.md', 'docs/events.md'].map(entry),
      ...below('docs/reference/'),
      {
        ...entry('terraform/README.md'),
        text: 'Terraform',
        collapsed: true,
        items: below('terraform/modules/'),
      },
      { text: 'Services', collapsed: true, items: below('services/', readmes) },
    ],
  },
  {
    text: 'Change it',
    items: [
      ...['CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'].map(entry),
      { text: 'Packages', collapsed: true, items: below('packages/', readmes) },
      {
        text: 'Emulators and tests',
        collapsed: true,
        items: [
          ...below('emulators/', readmes),
          ...['e2e/README.md', 'simulation/README.md', 'bench/README.md', 'scripts/checks/README.md'].map(
            entry,
          ),
        ],
      },
    ],
  },
];
