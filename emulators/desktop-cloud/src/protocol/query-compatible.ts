import type { AwsFault } from '../kernel.ts';
import type { WireRequest } from './wire.ts';

/**
 * CloudWatch once spoke the query protocol only, and its error codes there differ from the names of its errors.
 * Clients that ask for it (`x-amzn-query-mode: true`) are told the old code in a header.
 * Source: botocore service model `cloudwatch` 2010-08-01, `awsQueryCompatible`, `error.code` of each shape.
 */
const queryCodes: Readonly<Record<string, string>> = {
  DashboardInvalidInputError: 'InvalidParameterInput',
  DashboardNotFoundError: 'ResourceNotFound',
  // Of a signature, for every service that speaks it.
  IncompleteSignatureException: 'IncompleteSignature',
  InternalServiceFault: 'InternalServiceError',
  InvalidFormatFault: 'InvalidFormat',
  InvalidParameterCombinationException: 'InvalidParameterCombination',
  InvalidParameterValueException: 'InvalidParameterValue',
  InvalidSignatureException: 'SignatureDoesNotMatch',
  LimitExceededFault: 'LimitExceeded',
  MissingRequiredParameterException: 'MissingParameter',
  ValidationException: 'ValidationError',
};

/** The error's code as the query protocol has it. */
export const queryCode = (fault: AwsFault): string => queryCodes[fault.code] ?? fault.code;

/** `x-amzn-query-error: <code>;<Sender|Receiver>`, for clients that ask for it. */
export function queryErrorHeader(request: WireRequest, fault: AwsFault): Record<string, string> {
  if (request.headers['x-amzn-query-mode'] !== 'true') return {};
  return { 'x-amzn-query-error': `${queryCode(fault)};${fault.status < 500 ? 'Sender' : 'Receiver'}` };
}
