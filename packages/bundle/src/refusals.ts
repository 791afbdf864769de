/** Something a person has to put right. Its message stands alone, without a stack. */
export class BundleRefused extends Error {
  override readonly name = 'BundleRefused';
}
