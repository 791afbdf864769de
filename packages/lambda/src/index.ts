export { atFirstUse } from './at-first-use.ts';
export type { DeadLetter, DeadLetters } from './dead-letters.ts';
export type { Delivery } from './deliveries.ts';
export { type Door, eachRecord, type Failed, type Handler, type Invocation, wholeBatch } from './door.ts';
export { type Fields, functionLog, functionMeter, type Log, type Meter, nameOf } from './telemetry.ts';
