import type { ComponentChildren } from 'preact';
import { useLocation } from 'preact-iso';
import { Announcer } from '../parts/announce.tsx';
import { Icon, type IconName } from '../parts/icon.tsx';
import { usePortal } from '../portal.ts';
import { Account } from './account.tsx';
import { Brand } from './brand.tsx';

type Place = { href: string; name: string; icon: IconName };

/** What stands around every page. Without `isIn` there is nowhere to go yet. */
export function Shell({ isIn, children }: { isIn: boolean; children: ComponentChildren }) {
  const { config } = usePortal();
  const { path } = useLocation();
  const places = usePlaces();
  return (
    <>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <header class="top">
        <div class="top-inside">
          <Brand title={config.title} />
          {isIn && (
            <nav class="main-nav" aria-label="Main">
              <ul>
                {places.map(({ href, name, icon }) => (
                  <li key={href}>
                    <a href={href} {...(isAt(path, href) && { 'aria-current': 'page' as const })}>
                      <Icon name={icon} />
                      <span>{name}</span>
                    </a>
                  </li>
                ))}
              </ul>
            </nav>
          )}
          <Account isIn={isIn} />
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <Announcer />
    </>
  );
}

function usePlaces(): Place[] {
  const { me, config } = usePortal();
  const roles = me?.roles ?? [];
  return [
    { href: '/', name: 'Desktop', icon: 'desktop' },
    { href: '/ask', name: 'Ask', icon: 'plus' },
    { href: '/requests', name: 'Requests', icon: 'list' },
    ...(config.approversSignIn && roles.includes('approver')
      ? [{ href: '/approvals', name: 'Approvals', icon: 'stamp' } as const]
      : []),
    ...(roles.includes('operator') ? [{ href: '/fleet', name: 'Fleet', icon: 'fleet' } as const] : []),
  ];
}

/** A page below a place belongs to it. */
function isAt(path: string, href: string): boolean {
  if (href === '/fleet' && path.startsWith('/seats/')) return true;
  return href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);
}
