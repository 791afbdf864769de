export { coldInitMs, median } from './cold-init.ts';
