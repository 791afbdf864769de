/** A picture's address: the build copies it beside the script. */
declare module '*.svg' {
  const address: string;
  export default address;
}
