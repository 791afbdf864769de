export * from './bodies.ts';
export * from './resources.ts';
export * from './routes.ts';
export * from './words.ts';
