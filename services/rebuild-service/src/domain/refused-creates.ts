/**
 * The account has as many desktops as it may: it gets better when some go, or the quota is raised. The whole call's error
 * is in the botocore model; items have been seen with codes that begin so.
 */
export const isQuota = (code: string): boolean => code.startsWith('ResourceLimitExceeded');

/** No try within minutes helps: the directory has no such user. Whoever wants the seat asks again later. */
export const isFinal = (code: string): boolean => code === 'ResourceNotFound.User';
