// <button type="button" hidden data-fill="id_phone" data-value="13800138000">Yes, fill it in</button>
// puts a proposed value into its field, opens what the field lies in, and leaves the rest to a person.

export function offerFill(page: Document): void {
  page.querySelectorAll<HTMLButtonElement>("button[data-fill]").forEach((button) => {
    const field = page.getElementById(button.dataset.fill ?? "");
    if (!(field instanceof HTMLInputElement)) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      field.closest("details")?.setAttribute("open", "");
      field.value = button.dataset.value ?? "";
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    });
  });
}
