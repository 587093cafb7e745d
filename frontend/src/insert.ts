// A choice whose options carry a text puts it into a box: a ground fills what the resident reads, as long as
// nobody has typed there; a template (data-insert-adds) is put in where the cursor stands.

function fill(select: HTMLSelectElement): void {
  const box = document.getElementById(select.dataset.insertInto ?? "");
  const text = select.selectedOptions[0]?.dataset.insert;
  if (!(box instanceof HTMLTextAreaElement) || text === undefined) return;
  if (select.dataset.insertAdds !== undefined) {
    box.setRangeText(text, box.selectionStart, box.selectionEnd, "end");
    select.selectedIndex = 0;
    box.focus();
  } else if (box.value === "" || box.value === box.dataset.inserted) {
    box.value = text;
  } else {
    return;
  }
  box.dataset.inserted = box.value;
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

export function insertTexts(root: ParentNode): void {
  root.querySelectorAll<HTMLElement>("[data-insert-box]").forEach((box) => (box.hidden = false));
  root.querySelectorAll<HTMLSelectElement>("select[data-insert-into]").forEach((select) => {
    if (select.dataset.inserts !== undefined) return;
    select.dataset.inserts = "";
    select.addEventListener("change", () => fill(select));
  });
}
