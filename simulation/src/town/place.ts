/** The directory of WorkSpaces in which everybody of a town is. */
export const directoryId = 'd-9067000001';
