export { type AwsCall, AwsRefusal, scriptedAws } from './scripted-aws.ts';
