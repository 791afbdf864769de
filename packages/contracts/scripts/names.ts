import type { EventContract } from '../src/define.ts';

/** What an event is called in the file system: its detail-type, without the blanks that AWS has in some. */
export const fileNameOf = ({ detailType }: EventContract): string => detailType.replaceAll(' ', '-');
