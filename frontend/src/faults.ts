// What does not fit is shown: the folds around the first faulty field are opened, it comes into view and has the focus.

export function showFirstFault(within: ParentNode): boolean {
  const first = within.querySelector<HTMLElement>("[aria-invalid=true]");
  const shown = first ?? within.querySelector<HTMLElement>(".yb-banner--error[tabindex]");
  if (shown === null) return false;
  for (let fold = shown.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) fold.open = true;
  shown.focus({ preventScroll: true });
  (shown.closest(".yb-field") ?? shown).scrollIntoView({ block: "center" });
  return true;
}
