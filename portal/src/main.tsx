import { render } from 'preact';
import { App } from './app.tsx';
import { CannotStart } from './start/cannot-start.tsx';
import { loadConfig, Misconfigured } from './start/config.ts';
import { takeLinkToken } from './start/link-token.ts';

// First of all, and before anything is awaited.
const linkToken = takeLinkToken(location, history);

async function start(place: HTMLElement): Promise<void> {
  try {
    const config = await loadConfig();
    place.replaceChildren();
    render(<App config={config} linkToken={linkToken} />, place);
  } catch (error) {
    if (!(error instanceof Misconfigured)) throw error;
    place.replaceChildren();
    render(<CannotStart faults={error.faults} />, place);
  }
}

const place = document.getElementById('app');
if (place) {
  void start(place);
  // The link of another mail, opened in this tab, changes the fragment only.
  addEventListener('hashchange', () => {
    if (location.pathname === '/decide' && location.hash !== '') location.reload();
  });
}
