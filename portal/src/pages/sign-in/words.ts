export const words = {
  signingIn: 'Signing in',
  oneMoment: 'One moment …',
  failedTitle: 'The sign-in did not work',
  failed: 'The sign-in service said:',
  unknown: 'nothing that could be understood',
  tryAgain: 'Sign in',
  outTitle: 'You are signed out',
  out: 'You can close this page, or sign in again.',
  missingTitle: 'There is no such page',
  missing: 'The address may be mistyped, or what was here is gone.',
  home: 'To my desktop',
};
