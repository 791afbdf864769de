/** Less than this no function in Node.js takes. */
export const handler = async (): Promise<string> => 'hello';
