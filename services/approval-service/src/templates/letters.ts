/** Paragraphs of a letter as Mustache templates; `button` is a link with its words. */
type Template = { subject: string; paragraphs: readonly string[]; button?: { words: string; url: string } };

const what = '{{what}}';
const ends = {
  done: `${what}: done`,
  rejected: `${what}: not approved`,
  expired: `${what}: nobody decided in time`,
  refused: `${what}: not done`,
  failed: `${what}: something went wrong`,
};

/** In English. The whole of what people are written to about. */
export const templates = {
  approve: {
    subject: '{{requester}} asks you: {{what}}',
    paragraphs: [
      'Hello,',
      '{{requester}} asks for: {{what}}{{#price}} ({{price}} a month){{/price}}{{#until}}, until {{until}}{{/until}}.',
      '{{#reason}}Their reason: {{reason}}{{/reason}}',
      'Open the page to see it and to decide. Nothing is decided by opening it.',
      '{{#code}}Type this code in there: {{code}}{{/code}}',
      'The link is for you, and good until {{expires}}.',
    ],
    button: { words: 'See the request', url: '{{{link}}}' },
  },
  remind: {
    subject: 'Reminder: {{requester}} asks you: {{what}}',
    paragraphs: [
      'Hello,',
      'this still waits for you: {{requester}} asks for: {{what}}{{#price}} ({{price}} a month){{/price}}{{#until}}, until {{until}}{{/until}}.',
      '{{#reason}}Their reason: {{reason}}{{/reason}}',
      '{{#code}}Type this code in there: {{code}}{{/code}}',
      'Nobody can approve it any more after {{expires}}.',
    ],
    button: { words: 'See the request', url: '{{{link}}}' },
  },
  doneDesktop: {
    subject: 'Your desktop is ready',
    paragraphs: [
      'Hello {{requester}},',
      'your desktop is ready: {{what}}.',
      'To connect, get the Amazon WorkSpaces client from {{clientUrl}} and sign in with your user name and password.{{#registrationCode}} It asks for a registration code: {{registrationCode}}{{/registrationCode}}',
      '{{#until}}You have it until {{until}}. You can ask for longer in the portal.{{/until}}',
    ],
    button: { words: 'Your desktops', url: '{{{portalUrl}}}' },
  },
  done: {
    subject: ends.done,
    paragraphs: [
      'Hello {{requester}},',
      'what you asked for is done: {{what}}{{#until}}, until {{until}}{{/until}}.',
    ],
    button: { words: 'Your desktops', url: '{{{portalUrl}}}' },
  },
  rejected: {
    subject: ends.rejected,
    paragraphs: [
      'Hello {{requester}},',
      'what you asked for was not approved: {{what}}.',
      '{{#because}}The reason: {{because}}{{/because}}',
    ],
    button: { words: 'Your requests', url: '{{{portalUrl}}}' },
  },
  expired: {
    subject: ends.expired,
    paragraphs: ['Hello {{requester}},', 'nobody decided in time about: {{what}}. You can ask again.'],
    button: { words: 'Your requests', url: '{{{portalUrl}}}' },
  },
  refused: {
    subject: ends.refused,
    paragraphs: [
      'Hello {{requester}},',
      'what you asked for was not done: {{what}}.',
      '{{#because}}The reason: {{because}}{{/because}}',
    ],
    button: { words: 'Your requests', url: '{{{portalUrl}}}' },
  },
  failed: {
    subject: ends.failed,
    paragraphs: [
      'Hello {{requester}},',
      'what you asked for did not work: {{what}}.',
      '{{#because}}What is known: {{because}}{{/because}}',
      'You can ask again. If it fails again, turn to whoever runs the desktops: they see more in the portal.',
    ],
    button: { words: 'Your requests', url: '{{{portalUrl}}}' },
  },
  overdue: {
    subject: 'It takes longer: {{what}}',
    paragraphs: [
      'Hello {{requester}},',
      'what you asked for takes longer than usual: {{what}}. You do not have to do anything, and will be written to when it is done.',
    ],
    button: { words: 'Your requests', url: '{{{portalUrl}}}' },
  },
  leaseEnds: {
    subject: 'Your desktop is removed after {{until}}',
    paragraphs: [
      'Hello {{requester}},',
      'you have your desktop{{#what}} ({{what}}){{/what}} until {{until}}. After that it is removed with all that is on it.',
      'Save what you need, or ask for longer in the portal.',
    ],
    button: { words: 'Ask for longer', url: '{{{portalUrl}}}' },
  },
} as const satisfies Record<string, Template>;

export type TemplateName = keyof typeof templates;
