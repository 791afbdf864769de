export { type BusRecorder, type Heard, recordBus, type Where } from './bus-recorder.ts';
export { eventually, NeverHappened, neverHappened, type Patience } from './eventually.ts';
export { type AwsCall, AwsRefusal, scriptedAws } from './scripted-aws.ts';
