export { atFirstUse } from './at-first-use.ts';
export type { DeadLetter, DeadLetters } from './dead-letters.ts';
export type { Delivery } from './deliveries.ts';
export { type Door, eachRecord, type Failed, type Handler, type Invocation, wholeBatch } from './door.ts';
export { doorMeasures, type Measure, type Measures } from './measures.ts';
export {
  type Dimensions,
  type Fields,
  functionLog,
  functionMeter,
  type Log,
  type Meter,
  nameOf,
} from './telemetry.ts';
