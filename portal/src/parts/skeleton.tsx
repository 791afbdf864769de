/** Stands where something is being loaded, about as large as that will be. */
export function Skeleton({ boxes }: { boxes: number }) {
  return (
    <div class="skeletons" aria-busy="true">
      <p class="unseen">Loading …</p>
      {Array.from({ length: boxes }, (_, index) => (
        <div class="skeleton" key={index} aria-hidden="true">
          <span />
          <span />
          <span />
        </div>
      ))}
    </div>
  );
}
