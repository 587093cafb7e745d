// <button type="button" hidden data-print> prints the page; without scripts the browser's own menu does.

export function offerPrint(page: Document): void {
  page.querySelectorAll<HTMLButtonElement>("button[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
}
