const steps: Readonly<Record<string, (index: number, count: number) => number>> = {
  ArrowRight: (index, count) => (index + 1) % count,
  ArrowLeft: (index, count) => (index - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** Arrow keys, Home and End walk a tab list and select as they go, as ARIA's pattern for tabs asks. */
export function moveFocus(event: KeyboardEvent): void {
  const step = steps[event.key];
  const { currentTarget: list, target } = event;
  if (step === undefined || !(list instanceof HTMLElement) || !(target instanceof HTMLElement))
    return;
  const all = [...list.querySelectorAll<HTMLElement>("[role=tab]")];
  const index = all.indexOf(target);
  if (index === -1) return;
  event.preventDefault();
  const next = all[step(index, all.length)];
  next?.focus();
  next?.click();
}
