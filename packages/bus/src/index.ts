export type { OutgoingEvent } from '@cleandesk/contracts';
export { event, type OwnContract, UnpublishableEvent } from './event.ts';
export { type EventEnvelope, type Listener, listen, on, type Route, UnreadableEvent } from './listen.ts';
export { EntriesRefused, type Publisher, publisher } from './publish.ts';
