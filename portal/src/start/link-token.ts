/** 256 bits, as the mail's link has them. */
const form = /^[A-Za-z0-9_-]{43}$/;

/**
 * Takes the token out of `/decide#token` and out of the address bar, before anything else can read, keep or send it.
 * It is kept nowhere: who reloads the page opens the mail's link again.
 */
export function takeLinkToken(
  location: Pick<Location, 'pathname' | 'hash'>,
  history: Pick<History, 'replaceState'>,
): string | undefined {
  if (location.pathname !== '/decide' || location.hash === '') return undefined;
  const token = location.hash.slice(1);
  history.replaceState(null, '', '/decide');
  return form.test(token) ? token : undefined;
}
